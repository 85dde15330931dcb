"""Who may flag, judge and appeal, and what a case can end with. Pure."""

from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.moderation.case import CaseKind
from cocreate.moderation.reason import AWAY, Verdict

APPEAL_WITHIN = timedelta(days=183)  # six months, never less
UNDO_WITHIN = timedelta(hours=1)

# How an appeal ends that the first decision does not outlive.
OVERTURNS = frozenset({*Verdict} - {Verdict.KEEP})

ON_WORDS = (Verdict.HIDE, Verdict.CHANGE, Verdict.SANCTION, Verdict.KEEP)
ON_WHAT_WAITS = (Verdict.RESTORE, Verdict.HIDE, Verdict.CHANGE, Verdict.SANCTION)
ON_HIDDEN = (Verdict.RESTORE, Verdict.KEEP)
ON_A_PERSON = (Verdict.SANCTION, Verdict.KEEP)
ON_VOTES = (Verdict.KEEP, Verdict.HIDE)  # they count, or they do not
BESIDE_WORDS = {CaseKind.PERSON: ON_A_PERSON, CaseKind.RING: ON_VOTES}


class Before(NamedTuple):
    """What decides who may judge a case, beside whose words it is about."""

    is_escalated: bool = False
    first_judges: frozenset[PersonId] = frozenset()


class Standing(Protocol):
    """What became of a report or a notice, as whoever gave it reads it."""

    @property
    def kind(self) -> CaseKind: ...
    @property
    def verdict(self) -> Verdict | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def complained_at(self) -> datetime | None: ...
    @property
    def appeal_closed_at(self) -> datetime | None: ...


def may_flag(actor: Actor, author_id: PersonId) -> bool:
    """Members report what others wrote."""
    return actor.may_write and author_id != actor.person_id


def may_judge(
    actor: Actor, author_id: PersonId | None, before: Before | None = None
) -> bool:
    """Moderators judge what others wrote, never their own words.

    An appeal is decided by somebody else than the first; what was escalated, by an
    administrator.
    """
    before = before or Before()
    if not (actor.may_write and actor.is_moderator):
        return False
    if actor.person_id in {author_id, *before.first_judges}:
        return False
    return actor.is_administrator or not before.is_escalated


def may_set_rules(actor: Actor) -> bool:
    """Moderators say what may be posted, and administrators."""
    return actor.may_write and actor.is_moderator


def why_not_judge(actor: Actor, author_id: PersonId | None, before: Before) -> str:
    """What keeps a moderator from deciding a case; nothing where they may."""
    if may_judge(actor, author_id, before):
        return ""
    if actor.person_id == author_id:
        return "You wrote this yourself, so another moderator judges it."
    if actor.person_id in before.first_judges:
        return "You decided this first, so somebody else decides the appeal."
    if before.is_escalated:
        return "It was passed on to the administrators."
    return "You may not write now, so another moderator judges it."


def verdicts(
    kind: CaseKind,
    *,
    is_hidden: bool,
    is_pending: bool = False,
    is_place: bool = False,
    is_complaint: bool = False,
    is_appealed: bool = False,
) -> tuple[Verdict, ...]:
    """What a case can end with, the usual one first.

    Pending is what is away until a person has looked at it. Of a change that was asked
    for and appealed, no more is taken away: nobody could appeal that.
    """
    if is_place:
        return (Verdict.KEEP,)
    if kind in BESIDE_WORDS:
        return BESIDE_WORDS[kind]
    if is_appealed:
        return (Verdict.RESTORE,)
    if (kind is CaseKind.APPEAL and not is_complaint) or (is_hidden and not is_pending):
        return ON_HIDDEN
    return ON_WHAT_WAITS if is_pending else ON_WORDS


def may_appeal(
    actor: Actor,
    author_id: PersonId | None,
    *,
    verdict: Verdict | None,
    decided_at: datetime | None,
    at: datetime,
) -> bool:
    """For six months, whoever wrote it; suspended people, too.

    Whoever is asked for a change need not make it first.
    """
    own = actor.is_member and author_id == actor.person_id
    if not own or verdict not in AWAY or decided_at is None:
        return False
    return at - decided_at < APPEAL_WITHIN


def complain_until(
    kind: CaseKind, verdict: Verdict | None, closed_at: datetime | None
) -> datetime | None:
    """Until when whoever reported it can complain that it was left standing.

    Never where it was not left, nor against an appeal.
    """
    left = verdict in {Verdict.KEEP, Verdict.RESTORE}
    if kind is CaseKind.APPEAL or closed_at is None or not left:
        return None
    return closed_at + APPEAL_WITHIN


def may_still_complain_until(standing: Standing) -> datetime | None:
    """Until when whoever reported it can have it looked at again; none: they cannot.

    Nobody complains twice, nor of what somebody else has looked at again already.
    """
    if standing.complained_at or standing.appeal_closed_at:
        return None
    return complain_until(standing.kind, standing.verdict, standing.closed_at)


def may_complain(
    kind: CaseKind, verdict: Verdict | None, closed_at: datetime | None, at: datetime
) -> bool:
    """For six months, whoever reported what was left standing; against no appeal."""
    until = complain_until(kind, verdict, closed_at)
    return until is not None and at < until


def may_undo(
    actor: Actor, by_id: PersonId | None, judged_at: datetime, at: datetime
) -> bool:
    """Whoever decided takes it back within the hour."""
    return actor.person_id == by_id and at - judged_at < UNDO_WITHIN
