"""Where the first sentence of what somebody wrote ends: it becomes the title."""

import re
from typing import NamedTuple

END = re.compile(r"[.!?\u2026]+[\"'\u201d\u2019)]*(?=\s|$)|\n")
LEADING_MARKS = re.compile(r"^(?:[#>*+\-]+\s+|\d+[.)]\s+)+")


class Told(NamedTuple):
    """A title, and what is left to be said under it."""

    title: str
    rest: str


def told(written: str, *, least: int, most: int) -> Told:
    """The first sentence as the title, without its stop; the rest as the body.

    A sentence that says too little takes the next one along. One that is too long is
    cut at a word, and then nothing is taken from the body.
    """
    text = written.strip()
    end = end_of_first(text, least)
    title = tidied(text[:end])
    if len(title) <= most:
        return Told(title, text[end:].strip())
    cut = title[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.- ")
    return Told(f"{cut}…", text)


def end_of_first(text: str, least: int) -> int:
    """Where the first sentences that together say enough come to their end."""
    for found in END.finditer(text):
        if len(tidied(text[: found.end()])) >= least:
            return found.end()
    return len(text)


def tidied(sentence: str) -> str:
    """One line without the marks of a list or a heading, and without a full stop."""
    line = " ".join(LEADING_MARKS.sub("", sentence.strip()).split())
    return line[:-1].rstrip() if line.endswith(".") and line[-2:] != ".." else line
