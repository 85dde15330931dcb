"""Who may do what with a comment. Pure: rows in, bool out."""

from datetime import datetime, timedelta
from typing import Protocol

from cocreate.ideas.hiding import Hiding
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor, Role, Trust
from cocreate.projects.phase import Phase
from cocreate.projects.policy import Activity, is_open, is_running

NEWCOMER = timedelta(days=7)  # so long after joining
NEWCOMERS_EDIT = timedelta(hours=24)
MEMBERS_EDIT = timedelta(days=60)


class Said(Protocol):
    """What the rules ask of a comment: a row of the table, or a few of its columns."""

    @property
    def author_id(self) -> PersonId: ...
    @property
    def posted_at(self) -> datetime: ...
    @property
    def hidden_at(self) -> datetime | None: ...
    @property
    def hidden_as(self) -> Hiding | None: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


class Readable(Protocol):
    """What decides who reads a comment."""

    @property
    def author_id(self) -> PersonId: ...
    @property
    def shown(self) -> bool: ...


def may_comment(actor: Actor, phase: Phase) -> bool:
    return actor.may_write and takes_comments(phase)


def takes_comments(phase: Phase) -> bool:
    return is_open(phase, Activity.COMMENTS)


def answering(actor: Actor, *, open_now: bool) -> str:
    """How the reader can reply: "here", "elsewhere" (after signing in) or not ("")."""
    if not open_now:
        return ""
    if actor.may_write:
        return "here"
    return "" if actor.is_member else "elsewhere"


def may_react(actor: Actor, comment: Readable) -> bool:
    """People react to what others said, as long as it is shown."""
    return actor.may_write and comment.shown and comment.author_id != actor.person_id


def may_lock(
    actor: Actor, proposer_id: PersonId | None, locked_by: Role | None = None
) -> bool:
    """The company; and stewards under others' ideas, but for what the company locked.

    Nobody has proposed a journal entry: the company's own are left to it.
    """
    if not actor.may_write:
        return False
    others = proposer_id not in {None, actor.person_id}
    company_locked = locked_by is not None and locked_by.is_company
    trusted = actor.trust >= Trust.STEWARD and others and not company_locked
    return actor.is_team or actor.is_moderator or trusted


def may_pin(actor: Actor, author_id: PersonId | None) -> bool:
    """The product team, and whoever proposed the idea or wrote the entry."""
    return actor.may_write and (actor.is_team or actor.person_id == author_id)


def may_edit(
    actor: Actor, comment: Said, phase: Phase, *, joined_at: datetime, at: datetime
) -> bool:
    """Authors change their own words while these are shown, for as long as we trust.

    What they said is kept. In a closed project everything stays as it was. What a
    moderator returned for a change, they change however long it has stood.
    """
    shown = comment.hidden_at is None
    is_returned = comment.hidden_as is Hiding.RETURNED
    until = edits_until(actor, comment.posted_at, joined_at)
    in_time = until is None or at < until
    own = may_withdraw(actor, comment)
    return own and is_running(phase) and (is_returned or (shown and in_time))


def edits_until(
    actor: Actor, posted_at: datetime, joined_at: datetime
) -> datetime | None:
    """How long its author may change a comment: trust grows with time; none: always.

    Whoever had just joined has a day, so that nobody comes, is agreed with and turns
    the words round; members have two months, and the company answers for its words.
    """
    if actor.is_company:
        return None
    is_new = posted_at - joined_at < NEWCOMER
    return posted_at + (NEWCOMERS_EDIT if is_new else MEMBERS_EDIT)


def may_withdraw(actor: Actor, comment: Said) -> bool:
    """One's own words can be taken back in any phase."""
    own = comment.author_id == actor.person_id
    return actor.may_write and own and comment.withdrawn_at is None


def may_answer(actor: Actor, comment: Said, phase: Phase) -> bool:
    """Whether the actor may reply to a comment that is shown."""
    shown = comment.hidden_at is None and comment.withdrawn_at is None
    return shown and may_comment(actor, phase)


def may_read(actor: Actor, comment: Readable) -> bool:
    """What is hidden or withdrawn is for its author and the moderators."""
    own = comment.author_id == actor.person_id
    return comment.shown or own or actor.sees_hidden
