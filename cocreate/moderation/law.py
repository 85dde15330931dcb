"""The name of a law as the public reads it: typed by a person, so it is looked at."""

import re

REACHES_SOMEBODY = re.compile(r"@|https?://|www\.|\+?\d[\d ()-]{7,}\d")
SHORTEST_NAME = 3
UNNAMED = "A law that the public record does not quote"


def told_in_public(law: str, author: str | None = None) -> str:
    """A law without what would lead to a person: then it is told that there is one."""
    if not law:
        return ""
    names = [
        one for one in (author or "").casefold().split() if len(one) >= SHORTEST_NAME
    ]
    words = {*re.findall(r"\w+", law.casefold())}
    if REACHES_SOMEBODY.search(law) or words & {*names}:
        return UNNAMED
    return law
