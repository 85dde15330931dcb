"""Say which customers there are, and ask those who have not been heard."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import delete

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.retention import drop_some, older_than
from cocreate.people.policy import may_segment
from cocreate.projects.queries import allowed_in, get_project_by_id
from cocreate.surfacing.events import SilentAsked
from cocreate.surfacing.models import Asking, DeclaredShare, HeardFigures
from cocreate.surfacing.queries import asked_since, dimensions, get_group, silent
from cocreate.surfacing.queries.figures import Figures, written

MOST_AT_ONCE = 50
MOST_A_DAY = 200
A_MOMENT, A_DAY = timedelta(minutes=1), timedelta(days=1)
WHOLE, NEAR = 100, 0.5  # of a hundred; shares are rounded where they are written
TEAM_ONLY = "The product team says which customers there are."


class EnoughAskedError(ConflictError):
    heading = "Enough for today"
    message = f"At most {MOST_A_DAY} people are asked a day. Go on tomorrow."


def keep_heard(project_id: ProjectId, figures: Figures) -> None:
    """Keep who was heard as it was counted: what the page reads."""
    told = {"told": written(figures), "counted_at": figures.counted_at}
    db.session.execute(
        insert_into(HeardFigures)
        .values(project_id=project_id, **told)
        .on_conflict_do_update(index_elements=["project_id"], set_=told)
    )


def declare_customers(
    actor: Actor, project_id: ProjectId, shares: Mapping[str, float]
) -> None:
    """Say how much of the customers each group is, of a hundred; what is not said goes.

    The values of one attribute make a hundred together at most.
    """
    require(may_segment(actor), TEAM_ONLY)
    project = get_project_by_id(actor, project_id, lock=True)
    rows: list[DeclaredShare] = []
    for dimension in dimensions():
        told = [group for group in dimension.groups if group.key in shares]
        total = sum(shares[group.key] for group in told)
        if dimension.attribute_id and total > WHOLE + NEAR:
            words = f"Together these are {total:g} %, and cannot be more than 100."
            raise InvalidError({told[-1].key: words})
        rows += [
            DeclaredShare(
                project_id=project.id,
                attribute_id=group.attribute_id,
                value=group.value,
                segment_id=group.segment_id,
                share=shares[group.key],
            )
            for group in told
        ]
    here = DeclaredShare.project_id == project.id
    db.session.execute(delete(DeclaredShare).where(here))
    db.session.add_all(rows)


def ask_silent(actor: Actor, project_id: ProjectId, *, key: str, most: int) -> int:
    """Ask some of a group who have not taken part to do so; how many are asked.

    Nobody twice within thirty days, whatever the project; how each is told is theirs
    to say. The project is locked: a second press within a minute gives what the first
    gave.
    """
    require(may_segment(actor), TEAM_ONLY)
    project = get_project_by_id(actor, project_id, lock=True)
    group = get_group(key)
    if just_now := asked_since(project.id, A_MOMENT, group=group.key):
        return just_now
    left = MOST_A_DAY - asked_since(project.id, A_DAY)
    if left <= 0:
        raise EnoughAskedError
    found = silent(project.id, group, most=min(most, left, MOST_AT_ONCE))
    chosen = allowed_in(project.id, found)
    for person_id in chosen:
        db.session.add(
            Asking(
                project_id=project.id,
                person_id=person_id,
                group_key=group.key,
                by_id=actor.person_id,
            )
        )
    if chosen:
        asked = SilentAsked(
            project_id=project.id, by_id=actor.person_id, person_ids=tuple(chosen)
        )
        record(asked)
    return len(chosen)


def forget_old_askings(most: int) -> int:
    """Drop that members were asked for their voice, once that is years ago."""
    past = now() - timedelta(days=current().reminder_kept_days)
    old = older_than(past, Asking.asked_at, Asking.id)
    return drop_some(Asking, old, most=most)
