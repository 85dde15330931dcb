"""What may stand after the colon of an operator, and what it means."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from cocreate.kernel.words import bare_of
from cocreate.search.facts import day_of

MOST_DAYS = 36_500
DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
AGO = re.compile(r"(\d{1,5})([dwmy])")
DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
BOUND = re.compile(r"(>=|<=|>|<|=)?(\d{1,9})")
RANGE = re.compile(r"(\d{0,9})\.\.(\d{0,9})")


class Operator(StrEnum):
    """What can be asked for besides words; each is typed before a colon."""

    STATUS = "status"
    TAG = "tag"
    AUTHOR = "author"
    PROJECT = "project"
    BY = "by"
    HAS = "has"
    BEFORE = "before"
    AFTER = "after"
    VOTES = "votes"
    IS = "is"
    KIND = "kind"


class Having(StrEnum):
    RESPONSE = "response"
    DECISION = "decision"
    ATTACHMENT = "attachment"
    COMMENTS = "comments"
    VOTES = "votes"


class Being(StrEnum):
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"
    MINE = "mine"
    FOLLOWED = "followed"
    VOTED = "voted"


CALLED = {
    "state": Operator.STATUS,
    "label": Operator.TAG,
    "tags": Operator.TAG,
    "about": Operator.TAG,
    "from": Operator.AUTHOR,
    "user": Operator.AUTHOR,
    "in": Operator.PROJECT,
    "with": Operator.HAS,
    "until": Operator.BEFORE,
    "since": Operator.AFTER,
    "vote": Operator.VOTES,
    "type": Operator.KIND,
}
HAVING = {
    "answer": Having.RESPONSE,
    "reply": Having.RESPONSE,
    "responses": Having.RESPONSE,
    "decisions": Having.DECISION,
    "attachments": Having.ATTACHMENT,
    "file": Having.ATTACHMENT,
    "files": Having.ATTACHMENT,
    "image": Having.ATTACHMENT,
    "picture": Having.ATTACHMENT,
    "pictures": Having.ATTACHMENT,
    "comment": Having.COMMENTS,
    "discussion": Having.COMMENTS,
    "vote": Having.VOTES,
}
BEING = {
    "following": Being.FOLLOWED,
    "followed-by-me": Being.FOLLOWED,
    "me": Being.MINE,
    "own": Being.MINE,
    "duplicate": Being.MERGED,
    "waiting": Being.UNANSWERED,
    "voted-for": Being.VOTED,
}
TEAM = frozenset({"team", "company", "staff", "us", "employees"})
CUSTOMERS = frozenset({"customer", "customers"})
ME = frozenset({"me", "myself", "@me"})


class Span(NamedTuple):
    """From one number to another, both included; None is no end."""

    least: int | None
    most: int | None


def plain(value: str) -> str:
    """A value in the one form in which it is compared: `Under review` too."""
    return "-".join(bare_of(value).replace("_", " ").replace("-", " ").split())


def operator_of(name: str) -> Operator | None:
    known = plain(name)
    if known in set(Operator):
        return Operator(known)
    return CALLED.get(known)


def having(value: str) -> Having | None:
    said = plain(value)
    return Having(said) if said in set(Having) else HAVING.get(said)


def being(value: str) -> Being | None:
    said = plain(value)
    return Being(said) if said in set(Being) else BEING.get(said)


def span_of(value: str) -> Span | None:
    """`>10`, `<=3`, `5..20`, `7`; None where it is nothing of the kind."""
    said = value.strip()
    if found := RANGE.fullmatch(said):
        least, most = (int(end) if end else None for end in found.groups())
        return Span(least, most) if said != ".." else None
    if found := BOUND.fullmatch(said):
        number = int(found[2])
        return {
            ">": Span(number + 1, None),
            ">=": Span(number, None),
            "<": Span(None, number - 1),
            "<=": Span(None, number),
        }.get(found[1] or "=", Span(number, number))
    return None


def day_from(value: str, today: date) -> int | None:
    """The first day of a date, a month or a year; of `7d` and `today`, the day."""
    said = value.strip().lower()
    if said in {"today", "yesterday"}:
        return day_of(today) - (said == "yesterday")
    if found := AGO.fullmatch(said):
        days = int(found[1]) * DAYS[found[2]]
        return day_of(today - timedelta(days)) if days <= MOST_DAYS else None
    found = DATE.fullmatch(said)
    return first_day(*(int(part or 1) for part in found.groups())) if found else None


def first_day(year: int, month: int, day: int) -> int | None:
    try:
        return day_of(date(year, month, day))
    except ValueError:
        return None
