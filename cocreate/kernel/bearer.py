"""The token that a program sends with each request instead of a cookie."""

from flask import Request, request


def bearer_token(asking: Request) -> str | None:
    """The API token that a request brings; the word before it has no one case."""
    scheme, _, token = asking.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def is_token_request() -> bool:
    return request.path.startswith("/api/") and bearer_token(request) is not None
