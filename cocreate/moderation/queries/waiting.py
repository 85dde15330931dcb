"""What waits for a moderator, as its author is told: its place, and about how long."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from cocreate.discussion.queries import Thread
from cocreate.discussion.queries.turns import HIDDEN, Turn
from cocreate.ideas.hiding import Hiding
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.languages import Language, speaking, spoken, translated
from cocreate.kernel.policy import WORKER, Actor
from cocreate.kernel.spans import DAY, HOUR
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Review
from cocreate.moderation.queries.cases import COUNTED, times_to_verdict
from cocreate.moderation.queries.statements import Statement
from cocreate.moderation.retelling import told_anew
from cocreate.people.queries import language_of

MOST_TOLD = 20  # cases of one author, those opened last
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
TEENS = range(11, 14)
Before = aliased(Review)


class HeldIdea(Protocol):
    """An idea that may be put away."""

    @property
    def id(self) -> IdeaId: ...
    @property
    def author_id(self) -> PersonId: ...
    @property
    def hidden_as(self) -> Hiding | None: ...


class Waiting(NamedTuple):
    """Something of the actor's that lies in the moderators' queue, and where."""

    review_id: ReviewId
    idea_id: IdeaId | None
    comment_id: CommentId | None
    place: int
    usual: timedelta | None  # to a verdict, in the middle of the last weeks

    @property
    def words(self) -> str:
        """“3rd in the queue; a verdict usually takes 5 hours”, as is spoken."""
        where = place_said(self.place)
        if self.usual is None:
            return where
        return translated(
            "%(where)s; a verdict usually takes %(long)s",
            where=where,
            long=length_said(self.usual),
        )


def place_said(place: int) -> str:
    if place > COUNTED:
        return translated("far down in the queue")
    number = nth(place) if spoken() is Language.EN else place
    return translated("%(nth)s in the queue", nth=number)


def length_said(span: timedelta) -> str:
    """A length of time in its largest whole unit: hours up to two days."""
    if span < HOUR:
        return translated("less than an hour")
    if span < 2 * HOUR:
        return translated("1 hour")
    if span < 2 * DAY:
        return translated("%(many)s hours", many=span // HOUR)
    return translated("%(many)s days", many=span // DAY)


def nth(number: int) -> str:
    ending = "th" if number % 100 in TEENS else ENDINGS.get(number % 10, "th")
    return f"{number:,}{ending}"


def waiting_of(
    actor: Actor,
    *,
    idea_id: IdeaId | None = None,
    comments: Sequence[CommentId] = (),
) -> list[Waiting]:
    """What is put away of the actor's until a person has looked, the latest first.

    Of an idea or of comments where they are named. A queue is counted no further than
    is of use, and so are the cases of one author.
    """
    cases = (
        select(Review.id, Review.idea_id, Review.comment_id, place_of().label("before"))
        .where(
            Review.author_id == actor.person_id,
            Review.automated_at.is_not(None),
            Review.closed_at.is_(None),
            Review.returned_at.is_(None),
            Review.kind != CaseKind.APPEAL,
        )
        .order_by(Review.opened_at.desc(), Review.id.desc())
        .limit(MOST_TOLD)
    )
    if idea_id is not None:
        cases = cases.where(Review.idea_id == idea_id)
    if comments:
        cases = cases.where(Review.comment_id.in_(comments))
    rows = db.session.execute(cases).all()
    lately = times_to_verdict(WORKER) if rows else None
    usual = lately.middle if lately else None
    return [
        Waiting(row.id, row.idea_id, row.comment_id, row.before + 1, usual)
        for row in rows
    ]


def with_waits(actor: Actor, thread: Thread) -> Thread:
    """A discussion in which its author reads where what is held of theirs lies."""
    hidden = [turn.id for turn in thread.turns if turn.is_mine and turn.state == HIDDEN]
    if not hidden:
        return with_reasons(thread)
    with speaking(language_of(actor.person_id)):
        held = waiting_of(actor, comments=hidden)
        waits = {one.comment_id: one.words for one in held}
        turns = [in_own_words(turn, waits.get(turn.id, "")) for turn in thread.turns]
    return thread._replace(turns=tuple(turns))


def with_reasons(thread: Thread) -> Thread:
    """A discussion in which moderators read in their own language why others' is away.

    What nobody has hidden anything in stays as it is: most read no other.
    """
    if not any(turn.reason for turn in thread.turns):
        return thread
    return thread._replace(turns=tuple(map(in_words_spoken, thread.turns)))


def in_own_words(turn: Turn, waits: str) -> Turn:
    """What stands above a hidden comment of the reader's own, as is spoken."""
    if not (turn.is_mine and turn.state == HIDDEN):
        return in_words_spoken(turn)
    told = translated(
        "It waits for a moderator to look at it: %(waits)s. "
        "Until then only you and the moderators see it.",
        waits=waits,
    )
    if not waits:
        told = translated("Hidden by a moderator; only you and the moderators see it.")
    turn = in_words_spoken(turn)
    if turn.reason:
        told = f"{told} {translated('The reason:')}"
    return turn._replace(waits=waits, told=told, language=spoken().value)


def in_words_spoken(turn: Turn) -> Turn:
    return turn._replace(reason=told_anew(turn.reason)) if turn.reason else turn


def waits_among(actor: Actor, statements: Sequence[Statement]) -> dict[ReviewId, str]:
    """Where those of the actor's cases lie that nobody has decided."""
    if all(one.verdict for one in statements):
        return {}
    return {one.review_id: one.words for one in waiting_of(actor)}


def waits_on_idea(actor: Actor, idea: HeldIdea) -> str:
    """Where an idea of the actor's lies in the queue; nothing where it does not."""
    if idea.hidden_as is not Hiding.HELD or idea.author_id != actor.person_id:
        return ""
    return next((one.words for one in waiting_of(actor, idea_id=idea.id)), "")


def place_of() -> Any:
    """How many cases lie above a case, in the order of the queue."""
    above = (
        select(Before.id)
        .where(
            and_(Before.closed_at.is_(None), Before.returned_at.is_(None)),
            Before.due_at <= Review.due_at,
            or_(Before.due_at < Review.due_at, Before.id < Review.id),
        )
        .correlate(Review)
        .limit(COUNTED + 1)
        .subquery()
    )
    return select(func.count()).select_from(above).scalar_subquery()
