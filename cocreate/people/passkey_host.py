"""The name that this site's passkeys are made for, if it has one.

Apart from `passkeys`, whose libraries take long to load and are seldom needed.
"""

from urllib.parse import urlsplit

from cocreate.config import current


def host() -> str:
    """The name that passkeys are made for; a number has none."""
    return urlsplit(current().site_url).hostname or ""


def can_be_had() -> bool:
    name = host()
    return not (name.replace(".", "").isdigit() or ":" in name)
