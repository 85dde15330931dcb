"""Questions about seats nobody makes use of."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from cocreate.beta.kinds import Place
from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildAssignment,
    Download,
    Enrolment,
    Programme,
    Rollout,
    Task,
    TaskAnswer,
)
from cocreate.beta.policy import HOLDING_A_SEAT, IN_THE_PROGRAMME
from cocreate.beta.queries.builds import can_be_had, reaches
from cocreate.kernel.clock import local, now
from cocreate.kernel.db import db
from cocreate.kernel.ids import EnrolmentId, ProgrammeId

GRACE_DAYS = 3  # between the reminder and the end
REFUSED = 400  # what was not given to them is no use made of it


def programmes_with_limit() -> Sequence[tuple[ProgrammeId, int]]:
    """The programmes whose seats are given on, with the days that takes."""
    rows = db.session.execute(
        select(Programme.id, Programme.idle_days)
        .where(Programme.idle_days.is_not(None), Programme.closed_at.is_(None))
        .order_by(Programme.id)
    )
    return [(row.id, row.idle_days) for row in rows]


def programmes_with_free_seats() -> Sequence[ProgrammeId]:
    """Where somebody waits although a seat is free: for a day that may have come."""
    return db.session.scalars(
        select(Programme.id)
        .where(
            Programme.taken < Programme.seats,
            Programme.closed_at.is_(None),
            exists().where(
                Enrolment.programme_id == Programme.id,
                Enrolment.place == Place.WAITLISTED,
            ),
        )
        .order_by(Programme.id)
    ).all()


def programmes_ended() -> Sequence[ProgrammeId]:
    """Programmes whose last day is over, while somebody has a place in them."""
    return db.session.scalars(
        select(Programme.id)
        .where(
            Programme.ends_on < local(now()).date(),
            exists().where(
                Enrolment.programme_id == Programme.id,
                Enrolment.place.in_(IN_THE_PROGRAMME),
            ),
        )
        .order_by(Programme.id)
    ).all()


def to_remind(
    programme_id: ProgrammeId, idle_days: int, at: datetime
) -> Sequence[EnrolmentId]:
    """Who has done nothing for so long, and was not told since that it ends."""
    since = at - timedelta(days=idle_days)
    told = and_(
        Enrolment.reminded_at.is_not(None), is_quiet_since(Enrolment.reminded_at)
    )
    return ids_of(programme_id, is_quiet_since(since), had_something(since), ~told)


def to_give_on(programme_id: ProgrammeId, at: datetime) -> Sequence[EnrolmentId]:
    """Who was told that it ends, and has done nothing since."""
    told_before = at - timedelta(days=GRACE_DAYS)
    return ids_of(
        programme_id,
        Enrolment.reminded_at.is_not(None),
        Enrolment.reminded_at <= told_before,
        is_quiet_since(Enrolment.reminded_at),
    )


def told_for_nothing(programme_id: ProgrammeId) -> Sequence[EnrolmentId]:
    """Who was told that it ends, and has nothing to do any more."""
    told = Enrolment.reminded_at.is_not(None)
    return ids_of(programme_id, told, ~had_something(Enrolment.reminded_at))


def ids_of(
    programme_id: ProgrammeId, *which: ColumnElement[bool]
) -> Sequence[EnrolmentId]:
    return db.session.scalars(
        select(Enrolment.id)
        .where(
            Enrolment.programme_id == programme_id,
            Enrolment.place.in_(HOLDING_A_SEAT),
            *which,
        )
        .order_by(Enrolment.id)
    ).all()


def is_quiet_since(since: Any) -> ColumnElement[bool]:
    """That a seat's holder has done nothing in the programme after this moment."""
    return and_(
        Enrolment.placed_at <= since,
        or_(Enrolment.stirred_at.is_(None), Enrolment.stirred_at <= since),
        or_(
            Enrolment.terms_accepted_at.is_(None), Enrolment.terms_accepted_at <= since
        ),
        ~exists().where(
            Download.person_id == Enrolment.person_id,
            Download.attempted_at > since,
            Download.status < REFUSED,
            Build.id == Download.build_id,
            Build.programme_id == Enrolment.programme_id,
        ),
        ~exists().where(
            BetaReport.author_id == Enrolment.person_id,
            BetaReport.programme_id == Enrolment.programme_id,
            BetaReport.reported_at > since,
        ),
        ~exists().where(
            TaskAnswer.person_id == Enrolment.person_id,
            TaskAnswer.answered_at > since,
            Task.id == TaskAnswer.task_id,
            Build.id == Task.build_id,
            Build.programme_id == Enrolment.programme_id,
        ),
    )


def had_something(since: Any) -> ColumnElement[bool]:
    """That there was something to do: a build to try, or an invitation to answer.

    A build that goes out by steps is there for those alone whom it has reached, and
    for all of them since its last step only.
    """
    stepped = exists().where(Rollout.build_id == Build.id, Rollout.stepped_at > since)
    given = exists().where(
        *reaches(),
        can_be_had(now()),
        BuildAssignment.assigned_at <= since,
        or_(BuildAssignment.at_once, ~stepped),
    )
    return or_(Enrolment.place == Place.INVITED, given)
