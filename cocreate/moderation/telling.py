"""A statement of reasons in sentences, in the language that is spoken.

Its page shows them with links and names; a letter has them in one piece, and names no
moderator.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from cocreate.kernel.languages import moment, translatable, translated
from cocreate.moderation.case import CaseKind
from cocreate.moderation.outcome import ELSEWHERE, STANDS, on
from cocreate.moderation.reason import AWAY, LAW, Verdict

WAITS = translatable(
    "What you wrote has not been shown since %(day)s, until a person has looked at it."
)
HIDDEN = translatable(
    "Since %(day)s what you wrote is shown to nobody but you and the moderators, "
    "everywhere on this site, until it is restored."
)
RETURNED = translatable(
    "What you wrote has not been shown since %(day)s, until you have changed it and a "
    "moderator has looked at it again."
)
RESTORED = translatable(
    "What you wrote was restored on %(day)s: everybody sees it again."
)
SINCE = {None: WAITS, Verdict.HIDE: HIDDEN, Verdict.CHANGE: RETURNED}
VOTE_AWAY = translatable(
    "Your vote has not been counted since %(day)s, until this is overturned. It stays "
    "where you cast it, and you see it as before."
)
VOTE_BACK = translatable("Your vote has counted again since %(day)s.")
GONE = translatable("What you wrote is not shown any more.")
SILENT_UNTIL = translatable(
    "Since %(day)s you can read but not write, until %(until)s."
)
SILENT = translatable("Since %(day)s you can read but not write; this has no end set.")
AS_IT_STOOD = translatable("What it says, as it stood when this was decided.")
OVERTURNED = translatable(
    "Somebody who had not decided it before looked at it again on %(day)s, and "
    "overturned the decision."
)


class Stated(Protocol):
    """What a statement of reasons holds."""

    @property
    def kind(self) -> CaseKind: ...
    @property
    def noun(self) -> str: ...
    @property
    def verdict(self) -> Verdict | None: ...
    @property
    def at(self) -> datetime: ...
    @property
    def until_at(self) -> datetime | None: ...
    @property
    def words(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def law(self) -> str: ...
    @property
    def statement(self) -> str: ...
    @property
    def found(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def flags(self) -> int: ...
    @property
    def is_automated(self) -> bool: ...
    @property
    def appeal_until(self) -> datetime | None: ...
    @property
    def appeal_closed_at(self) -> datetime | None: ...
    @property
    def appeal_verdict(self) -> Verdict | None: ...
    @property
    def appeal_statement(self) -> str: ...


def reasons_told(one: Stated) -> str:
    """What was restricted, by which rule, on what facts, by whom, and how to appeal.

    Each a line of its own, which a letter makes a paragraph.
    """
    if one.verdict is not None and one.verdict not in AWAY:
        return restricted(one)
    by = [translated("A person decided.")] if one.verdict else []
    grounded = (*grounds(one), *by, by_what_means(one))
    return "\n".join((restricted(one), " ".join(grounded), " ".join(redress(one))))


def restricted(one: Stated) -> str:
    """What became of something, since when, and for how long."""
    day = on(one.at)
    if one.noun == "vote":
        is_away = one.verdict is Verdict.HIDE
        return translated(VOTE_AWAY if is_away else VOTE_BACK, day=day)
    if one.verdict is Verdict.SANCTION:
        gone = f"{translated(GONE)} " if one.words else ""
        return gone + silent(day, one.until_at)
    return translated(SINCE.get(one.verdict, RESTORED), day=day)


def silent(day: str, until: datetime | None) -> str:
    if until is None:
        return translated(SILENT, day=day)
    return translated(SILENT_UNTIL, day=day, until=moment(until))


def grounds(one: Stated) -> Iterator[str]:
    """What it said, the rule or the law, and the facts."""
    if one.noun == "comment":  # its letter is headed by what it stands under
        yield translated("It said: “%(words)s”", words=one.words)
    rule = translated(one.rule) if one.rule else translated("The rules of this place.")
    yield translated("The rule: %(rule)s", rule=rule)
    if one.law:
        yield translated(LAW, law=one.law)
    yield translated("The facts: %(facts)s", facts=facts(one))
    if one.flags:
        yield translated("It was reported.")
    elif one.kind is CaseKind.NOTICE:
        yield translated("Somebody gave notice of it.")


def facts(one: Stated) -> str:
    """In the moderator's words, or what a rule or the watch on votes found."""
    found = one.why if one.noun == "vote" else one.found
    return one.statement or found or translated(AS_IT_STOOD)


def by_what_means(one: Stated) -> str:
    """What a machine had to do with it."""
    if one.noun == "vote":
        return translated(
            "Votes that look alike are found by automated means; nothing follows from "
            "that until a person has decided."
        )
    if one.verdict is None:
        return translated(
            "It was put away automatically; no person has decided yet, and one will."
        )
    if one.is_automated:
        return translated("It was put away automatically first.")
    return translated("No automated means were used.")


def redress(one: Stated) -> Iterator[str]:
    if one.verdict is None:
        yield translated(
            "A person looks at it next. Once they have decided, you can appeal."
        )
    elif one.appeal_until:
        yield translated(
            "You can appeal on the decision's own page until %(until)s, free of "
            "charge; somebody else decides then.",
            until=on(one.appeal_until),
        )
    yield translated(ELSEWHERE)


def appeal_told(one: Stated) -> str:
    """How an appeal ended, in whose words, and where else one can go."""
    if one.appeal_closed_at is None:
        return ""
    day = on(one.appeal_closed_at)
    if one.appeal_verdict is Verdict.RESTORE:
        return f"{translated(OVERTURNED, day=day)} {one.appeal_statement}".strip()
    said = translated(STANDS, day=day), one.appeal_statement, translated(ELSEWHERE)
    return " ".join(filter(None, said))
