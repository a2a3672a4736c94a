"""Security headers, the check that what is sent was sent by our own page, and words for what is refused."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from components.refusals import refusal, register_refusals

POLICY = "VARIATION_CONTENT_POLICY"
OWN_PAGES_ONLY = "This address answers only the atlas's own pages."
_HEADERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_policy(script_hashes: Sequence[str]) -> str:
    """The content security policy: everything from here, no inline script but Dash's own, named by hash.

    Plotly and Dash set style attributes, hence unsafe-inline for styles only; images may be data or blob, because a
    chart is downloaded as one.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _from_elsewhere() -> bool:
    """Whether another site's page asks; a request that names no page may come from anywhere but a page."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.host


def trust_proxies(server: Flask, number: int) -> None:
    """Take scheme and host from what the proxies before the atlas say of them; from nobody where there are none."""
    if number:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # as Flask's own documentation wraps it
            server.wsgi_app, x_for=0, x_proto=number, x_host=number
        )


def register_guard(server: Flask) -> None:
    """Put the headers on every answer, and refuse callbacks and forms that another site's page sends.

    The content policy is read from the config's POLICY, since Dash knows its inline scripts only when it is set up.
    """
    server.config[POLICY] = content_policy(())
    register_refusals(server)

    @server.before_request
    def refuse_what_others_send() -> Response | None:
        return refusal(OWN_PAGES_ONLY, 403) if request.method == "POST" and _from_elsewhere() else None

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.mimetype == "text/html":  # the others govern documents; on small answers they would only cost bytes
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
            response.headers.setdefault("Content-Security-Policy", server.config[POLICY])
        return response
