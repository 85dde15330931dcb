"""What the API's arguments say of each field, in the shape of every refusal."""

from itertools import islice
from typing import Any

from werkzeug.exceptions import HTTPException

MOST = 100


def fields_of(error: HTTPException) -> dict[str, str] | None:
    """What the API's arguments said of each field, in the shape of every refusal.

    Of a thousand fields that nobody knows the first hundred are named.
    """
    said = getattr(error, "data", {}).get("messages")
    found: dict[str, str] = {}
    gather(said, "", found)
    return dict(islice(found.items(), MOST)) or None


def gather(said: Any, name: str, found: dict[str, str]) -> None:
    """Flatten nested messages to one sentence a field; a place's name is left out."""
    if isinstance(said, dict):
        for key, below in said.items():
            place = str(key) in {"json", "query", "_schema"}
            gather(
                below,
                name if place else ".".join(filter(None, (name, str(key)))),
                found,
            )
    elif isinstance(said, list) and said:
        found[name or "body"] = str(said[0])
