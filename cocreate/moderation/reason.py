"""Why something is flagged or hidden, what a case can end with, and in which words."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Required, TypedDict

from cocreate.kernel.languages import Saying, translatable, translated


class Reason(StrEnum):
    OFF_TOPIC = "off_topic"
    ABUSE = "abuse"
    SPAM = "spam"
    PERSONAL_DATA = "personal_data"
    ILLEGAL = "illegal"
    OTHER = "other"


class Verdict(StrEnum):
    KEEP = "keep"
    HIDE = "hide"
    RESTORE = "restore"
    CHANGE = "change"  # away until its author has changed it
    SANCTION = "sanction"  # hidden, and its author is silent for a time


class Grade(StrEnum):
    """How long somebody is silent, from the mildest to the last."""

    DAY = "24h"
    THREE_DAYS = "72h"
    WEEK = "7d"
    MONTH = "30d"
    CLOSED = "closed"


LASTS = {
    Grade.DAY: timedelta(hours=24),
    Grade.THREE_DAYS: timedelta(hours=72),
    Grade.WEEK: timedelta(days=7),
    Grade.MONTH: timedelta(days=30),
    Grade.CLOSED: None,
}
GRADE_WORDS = {
    Grade.DAY: translatable("24 hours"),
    Grade.THREE_DAYS: translatable("72 hours"),
    Grade.WEEK: translatable("7 days"),
    Grade.MONTH: translatable("30 days"),
    Grade.CLOSED: translatable("For good: the account is closed to writing"),
}
# What is away after it: what was held is let go by any other.
AWAY = frozenset({Verdict.HIDE, Verdict.CHANGE, Verdict.SANCTION})


WORDS = {
    Reason.ABUSE: translatable("Demeans a person"),
    Reason.SPAM: translatable("Advertising or spam"),
    Reason.PERSONAL_DATA: translatable("Private data"),
    Reason.OFF_TOPIC: translatable("Off the subject"),
    Reason.ILLEGAL: translatable("Against the law"),
    Reason.OTHER: translatable("Something else"),
}
SENTENCES = {
    Reason.ABUSE: translatable("It demeans or attacks a person."),
    Reason.SPAM: translatable("It is advertising or spam."),
    Reason.PERSONAL_DATA: translatable("It shows somebody's private data."),
    Reason.OFF_TOPIC: translatable("It is off the subject of this place."),
    Reason.ILLEGAL: translatable("It may break the law."),
    Reason.OTHER: translatable("It breaks the rules of this place."),
}


LAW = translatable("The law: %(law)s.")
MEANWHILE = translatable("A moderator looks at it next; until then it is not shown.")


def rule_of(reason: Reason | None) -> str:
    """The rule that something breaks, in a sentence; nothing where none was named."""
    return SENTENCES[reason] if reason else ""


HINTS = {
    Reason.ABUSE: translatable("Insults, threats, contempt for who somebody is."),
    Reason.SPAM: translatable("It sells something, or is posted everywhere."),
    Reason.PERSONAL_DATA: translatable(
        "Names, numbers or addresses that are not theirs to show."
    ),
    Reason.OFF_TOPIC: translatable("It has nothing to do with what is asked here."),
    Reason.ILLEGAL: translatable("Say which law below, if you know it."),
    Reason.OTHER: translatable("Say what below."),
}
CHOICES = tuple((reason.value, words) for reason, words in WORDS.items())


def explained() -> tuple[tuple[str, str, str], ...]:
    """The reasons to choose from, each with what it means, in the language spoken."""
    return tuple(
        (reason.value, str(Saying(words)), str(Saying(HINTS[reason])))
        for reason, words in WORDS.items()
    )


class Decided(TypedDict, total=False):
    """A ruling by its parts, as a form or another program names them."""

    verdict: Required[Verdict]
    reason: Reason | None
    law: str
    statement: str
    grade: Grade | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a moderator decides, why, and in which words its author is told."""

    verdict: Verdict
    reason: Reason | None = None
    law: str = ""
    statement: str = ""
    grade: Grade | None = None

    @property
    def told(self) -> str:
        """What the author reads on the item: the rule or law, then the facts."""
        return told(self.reason, self.statement, self.law) if self.reason else ""


def told(reason: Reason, statement: str, law: str = "") -> str:
    """What the author reads: the rule or law, then the moderator's own words.

    The former in the language that is spoken, the latter as they were written.
    """
    named = " " + translated(LAW, law=law) if law else ""
    return f"{translated(SENTENCES[reason])}{named} {statement}".strip()
