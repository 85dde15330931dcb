"""Answers of five kinds: how each is read, kept, found by its words, and ranked."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from cocreate.kernel.text import tidy_line
from cocreate.kernel.words import bare_of

LONGEST_ANSWER = 500
NUMBER = re.compile(r"[-+]?\d{1,12}([.,]\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
YES = frozenset({"yes", "1", "true", "on"})
NO = frozenset({"no", "0", "false"})


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"


class UnreadableError(ValueError):
    """An answer that its field cannot take; says what would do."""


def kept_answer(  # noqa: PLR0911 - one for each kind
    kind: FieldKind, typed: str, choices: Sequence[str] = ()
) -> str:
    """An answer in the one way its kind is kept; nothing for nothing."""
    said = tidy_line(typed)
    if not said:
        return ""
    match kind:
        case FieldKind.TEXT:
            return text_of(said)
        case FieldKind.NUMBER:
            return number_of(said)
        case FieldKind.CHOICE:
            return choice_of(said, choices)
        case FieldKind.YES_NO:
            return yes_or_no(said)
        case FieldKind.DATE:
            return date_of(said)
    assert_never(kind)


def past_answer(kind: FieldKind, said: str) -> str:
    """An answer that was given elsewhere; what could be chosen then may be gone now."""
    return kept_answer(FieldKind.TEXT if kind is FieldKind.CHOICE else kind, said)


def text_of(said: str) -> str:
    if len(said) > LONGEST_ANSWER:
        raise UnreadableError(f"Keep it to {LONGEST_ANSWER} characters at most.")
    return said


def number_of(said: str) -> str:
    if not NUMBER.fullmatch(said):
        raise UnreadableError("Write a number, like 23 or 4.5.")
    plain = f"{Decimal(said.replace(',', '.')):f}"
    short = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if short == "-0" else short


def choice_of(said: str, choices: Sequence[str]) -> str:
    if said not in choices:
        raise UnreadableError("Choose one of these.")
    return said


def yes_or_no(said: str) -> str:
    if said.lower() in YES:
        return "yes"
    if said.lower() in NO:
        return "no"
    raise UnreadableError("Choose yes or no.")


def date_of(said: str) -> str:
    try:
        return date.fromisoformat(said).isoformat()
    except ValueError:
        raise UnreadableError(
            "Write the day as year-month-day, like 2030-04-30."
        ) from None


def folded(said: str) -> str:
    """Words as they are sought: in lower case, without accents."""
    return " ".join(bare_of(said).split())[:LONGEST_ANSWER]


def rank_of(value: str) -> int | None:
    """Where a kept number or day stands among others: in millionths, or in days."""
    if NUMBER.fullmatch(value):
        return int(Decimal(value.replace(",", ".")).scaleb(6))
    if DAY.fullmatch(value):
        try:
            return date.fromisoformat(value).toordinal()
        except ValueError:
            return None
    return None
