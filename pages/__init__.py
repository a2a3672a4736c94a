"""One module a page: a layout for its query, and thin callbacks."""
