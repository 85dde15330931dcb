"""Rows of two exports, made to be compared: by words, where their keys differ."""

import json
from typing import Any

from tests.cli.sets import Row

KEYS = {"id", "author", "voter", "by", "person", "heard_by", "assignee", "owner"}
KEYS |= {"linked_by", "resolved_by"}
NOT_TAKEN = {"manifest", "decisions", "verdicts"}
"""Signed anew by this house; decisions are not brought, nor what is said of them."""


def without_keys(found: dict[str, list[Row]]) -> dict[str, list[str]]:
    """The same rows, each key replaced by the words of what it leads to."""
    titles = {row["id"]: row["title"] for row in found["ideas"]}
    bodies = {row["id"]: row["body"] for row in found["comments"]}
    words = dict.fromkeys(("idea", "raised_on", "merged_into"), titles)
    words |= {"parent": bodies, "comment": bodies}

    def plain(row: Row) -> Row:
        told: Row = {}
        for key, value in row.items():
            if key in words:
                told[key] = words[key].get(value)
            elif key not in KEYS | NOT_TAKEN:
                told[key] = whole(value)
        if row.get("body") == "":
            told.pop("author_name", None)
        return told

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            return plain(value)
        return [whole(one) for one in value] if isinstance(value, list) else value

    return {
        name: sorted(
            json.dumps(plain(row), sort_keys=True) for row in filter(that_came, rows)
        )
        for name, rows in found.items()
    }


def that_came(row: Row) -> bool:
    """Of whoever said no more than a verdict, nothing is brought."""
    return "verdicts" not in row or bool(row.keys() & {"downloads", "rating", "tasks"})
