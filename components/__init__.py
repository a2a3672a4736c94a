"""Widgets that pages share, and the HTTP side of the application."""
