"""The name a browser saves a file under (RFC 6266)."""

from urllib.parse import quote


def attached_as(name: str) -> str:
    """Save it, and call it so: for old and new readers of the header."""
    return f"attachment; {called(name)}"


def shown_as(name: str) -> str:
    """Show it where it is asked for, and call it so where somebody saves it."""
    return f"inline; {called(name)}"


def called(name: str) -> str:
    """A header holds Latin letters alone; no server sends one with any other."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    simple = plain.replace('"', "_").replace("\\", "_")
    exact = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'filename="{simple}"{exact}'
