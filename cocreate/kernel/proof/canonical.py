"""JSON in the one order that RFC 8785 gives it, so that the same says the same bytes.

Certificates hold words, lists and objects; fractions, which the standard writes as
ECMAScript does, are none of theirs and are refused.
"""

import json
from collections.abc import Mapping
from typing import Any

LARGEST = 2**53 - 1  # what every reader of JSON can hold exactly


class NotCanonicalError(ValueError):
    """It holds what has no one way to be written."""


def canonical(document: Any) -> bytes:
    try:
        return written(document).encode()
    except UnicodeEncodeError as error:
        raise NotCanonicalError("half a character") from error


def written(value: Any) -> str:
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case int() if abs(value) <= LARGEST:
            return str(value)
        case list():
            return f"[{','.join(written(one) for one in value)}]"
        case Mapping():
            return f"{{{','.join(pairs(value))}}}"
        case _:
            raise NotCanonicalError(f"no {type(value).__name__}")


def pairs(members: Mapping[str, Any]) -> list[str]:
    """In the order of UTF-16, as ECMAScript compares."""
    order = sorted(members, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
    return [f"{written(name)}:{written(members[name])}" for name in order]
