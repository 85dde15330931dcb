"""One name for one place of this site: its address from the root."""

from urllib.parse import urlsplit


def from_root(address: str) -> str:
    """An address of this site without its host, so that it leads nowhere else."""
    parts = urlsplit(address)
    below = f"#{parts.fragment}" if parts.fragment else ""
    asked = f"?{parts.query}" if parts.query else ""
    return f"/{parts.path.lstrip('/')}{asked}{below}"
