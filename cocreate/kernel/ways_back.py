"""Where somebody goes on: an address of this site, whatever was sent."""

from urllib.parse import urlsplit

from flask import request


def safe_next(address: str | None, otherwise: str) -> str:
    """Where to go after signing in: an address of this site, never another's."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return otherwise
    if any(ord(character) < 32 for character in address) or "\\" in address:  # noqa: PLR2004 - controls
        return otherwise
    return address


def back_or(otherwise: str) -> str:
    """The page of this site that a form was on, so that nobody loses their place."""
    said = request.headers.get("Referer")
    if not said:
        return otherwise
    try:
        came_from = urlsplit(said)
    except ValueError:  # what was sent is no address
        return otherwise
    if came_from.netloc != request.host:
        return otherwise
    query = f"?{came_from.query}" if came_from.query else ""
    return safe_next(f"{came_from.path}{query}", otherwise)
