"""What the team says of each contribution it picks: thanks, and what it speaks for."""

import re
from collections.abc import Mapping

from cocreate.decisions.stance import Side, Stance
from cocreate.kernel.text import tidy_line

CITED = re.compile(r"(idea|comment)-(\d{1,18})")
SIDE = re.compile(r"(for|against)-(\d{1,2})")


def read_thanks(submitted: Mapping[str, str]) -> dict[str, str]:
    """What each contribution is thanked for: fields named `thanks-idea-408`."""
    return {key: tidy_line(words) for key, words in said_of_each("thanks-", submitted)}


def read_sides(submitted: Mapping[str, str]) -> dict[str, Side]:
    """The option each is evidence for or against: `side-idea-408` is `against-1`.

    The position is that of the option's row on the page.
    """
    found = (
        (key, SIDE.fullmatch(words)) for key, words in said_of_each("side-", submitted)
    )
    return {key: Side(int(match[2]), Stance(match[1])) for key, match in found if match}


def said_of_each(prefix: str, submitted: Mapping[str, str]) -> list[tuple[str, str]]:
    named = ((name.removeprefix(prefix), words) for name, words in submitted.items())
    return [
        (key, words)
        for (key, words), name in zip(named, submitted, strict=True)
        if name.startswith(prefix) and CITED.fullmatch(key)
    ]
