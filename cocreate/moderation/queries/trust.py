"""What people did here, for how far they are trusted: of many in one statement."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, func, literal, select, union_all

from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.asking import Between
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import Saying
from cocreate.kernel.policy import Actor, Trust
from cocreate.moderation.models import Flag, Review, Suspension
from cocreate.moderation.powers import Power, powers_of
from cocreate.moderation.queries.guard import limits
from cocreate.moderation.queries.weights import (
    OVERTURNS,
    RIGHT,
    Overturning,
    judged_flags,
)
from cocreate.moderation.reason import AWAY, Verdict
from cocreate.moderation.trust import (
    LOST_AFTER,
    MEMORY,
    NAMES,
    WINDOW,
    WORDS,
    Figures,
    Step,
    said_again,
    short_of,
    steps_to,
)
from cocreate.people import queries as people
from cocreate.votes import queries as votes


def figures_of(
    those: Iterable[tuple[PersonId, datetime]], at: datetime
) -> dict[PersonId, Figures]:
    """What each of these people did, who are told in order with when they joined."""
    joined = dict(those)
    if not joined:
        return {}
    among = Between(min(joined), max(joined))
    found: dict[PersonId, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for what, person_id, many in db.session.execute(counted(among, at)):
        found[person_id][what] += many
    return {
        person_id: Figures(age=(at - joined_at).days, **found[person_id])
        for person_id, joined_at in joined.items()
    }


def counted(among: Between, at: datetime) -> CompoundSelect[Any]:
    """Rows of what is counted, of whom, and how many; in no order, for it is summed."""
    since, remembered = at - WINDOW, at - MEMORY
    flags = flags_decided(among, since).subquery()
    reporter = flags.c.reporter_id
    return union_all(
        named("days", people.count_days(among, since)),
        named("read", discussion.count_read(among, since)),
        named("kept", ideas.count_kept(among, since)),
        named("kept", discussion.count_kept(among, since)),
        named("votes", votes.count_cast(among, since)),
        select(literal("flags_right"), reporter, flags.c.right),
        select(literal("flags_wrong"), reporter, flags.c.decided - flags.c.right),
        named("against", count_against(among, remembered)),
        named("sanctions", count_sanctions(among, remembered)),
    )


def named(what: str, counts: AnySelect) -> AnySelect:
    return counts.add_columns(literal(what)).with_only_columns(
        literal(what), *counts.selected_columns
    )


def flags_decided(among: Between, since: datetime) -> AnySelect:
    """How many flags of each were decided since, and how many of them were right."""
    decided = judged_flags(Flag.reporter_id.expression).where(
        among.holds(Flag.reporter_id), Review.closed_at >= since
    )
    return decided.with_only_columns(
        Flag.reporter_id, RIGHT.label("right"), func.count().label("decided")
    )


def count_against(among: Between, since: datetime) -> AnySelect:
    """How often a person put away what each wrote, unless an appeal set it right."""
    return (
        select(Review.author_id, func.count())
        .outerjoin(Overturning, OVERTURNS)
        .where(
            among.holds(Review.author_id),
            Review.closed_at >= since,
            Review.verdict.in_(AWAY),
            Overturning.id.is_(None),
        )
        .group_by(Review.author_id)
    )


def count_sanctions(among: Between, since: datetime) -> AnySelect:
    """How often each was silenced, unless that was taken back or set right."""
    stands = (Review.verdict == Verdict.SANCTION) & Overturning.id.is_(None)
    return (
        select(Suspension.person_id, func.count())
        .outerjoin(Review, Review.id == Suspension.review_id)
        .outerjoin(Overturning, OVERTURNS)
        .where(
            among.holds(Suspension.person_id),
            Suspension.began_at >= since,
            Suspension.review_id.is_(None) | stands,
        )
        .group_by(Suspension.person_id)
    )


class Place(NamedTuple):
    """Where somebody stands, as they and administrators read it."""

    level: Trust
    name: str
    following: str  # the next level, where one is to be earned
    is_locked: bool
    short: list[str]  # what is under the lower line
    lost_at: datetime | None  # when the level is lost if that stays so
    steps: list[Step]
    powers: list[Power]
    changes: list[people.Changed]


def place_of(actor: Actor, person_id: PersonId) -> Place | None:
    """Somebody's level, what the next one asks, and how it came; the company has none.

    For themselves and administrators.
    """
    one = people.standing_of(actor, person_id)
    if one is None:
        return None
    level, at = one.trust, now()
    figures = figures_of([(person_id, one.joined_at)], at)[person_id]
    following = Trust(level + 1) if level < Trust.REGULAR else None
    short = short_of(level, figures) if one.below_at else []
    return Place(
        level=level,
        name=str(Saying(NAMES[level])),
        following=str(Saying(NAMES[following])) if following else "",
        is_locked=one.is_locked,
        short=[str(Saying(WORDS[line.measure])) for line in short],
        lost_at=one.below_at + LOST_AFTER if one.below_at and short else None,
        steps=steps_to(following, figures) if following else [],
        powers=powers_of(level, limits()),
        changes=[
            one._replace(why=said_again(one.why))
            for one in people.trust_changes_of(actor, person_id)
        ],
    )
