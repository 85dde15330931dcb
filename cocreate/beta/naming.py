"""The name a browser saves a build's file under."""

from urllib.parse import quote


def disposition(name: str) -> str:
    """The file's name for old and new readers of it (RFC 6266)."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    simple = plain.replace('"', "_").replace("\\", "_")
    exact = f"; filename*=UTF-8''{quote(name, safe='')}" if plain != name else ""
    return f'attachment; filename="{simple}"{exact}'
