"""Questions about the lottery of a programme."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select

from cocreate.beta.kinds import Place, Strata
from cocreate.beta.lottery import Stratum
from cocreate.beta.models import (
    Device,
    Enrolment,
    Lottery,
    Programme,
)
from cocreate.beta.queries.screening import segment_ids_of
from cocreate.kernel.db import db
from cocreate.kernel.ids import EnrolmentId, ProgrammeId
from cocreate.people.queries import segments_of

EVERYONE = "everyone"
OTHERS = "others"


def find_lottery(programme_id: ProgrammeId) -> Lottery | None:
    return db.session.get(Lottery, programme_id)


def is_drawn(programme_id: ProgrammeId) -> bool:
    return bool(
        db.session.scalar(
            select(
                exists().where(
                    Lottery.programme_id == programme_id,
                    Lottery.drawn_at.is_not(None),
                )
            )
        )
    )


def has_entrants(programme_id: ProgrammeId) -> bool:
    return bool(db.session.scalar(select(exists().where(*entered(programme_id)))))


def entered(programme_id: ProgrammeId) -> tuple[ColumnElement[bool], ...]:
    return (
        Enrolment.programme_id == programme_id,
        Enrolment.place == Place.APPLIED,
        Enrolment.entry.is_not(None),
        Enrolment.passed.is_not(False),
    )


def entrants_of(programme_id: ProgrammeId) -> Sequence[Enrolment]:
    """Who is in the lottery, locked; call it under the programme's lock."""
    return db.session.scalars(
        select(Enrolment)
        .where(*entered(programme_id))
        .order_by(Enrolment.entry)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def groups_of(
    programme: Programme, strata: Strata, entrants: Sequence[Enrolment]
) -> list[Stratum]:
    """The entrants by what the lottery groups them by, named by what may be told."""
    group_of = grouped(programme, strata, entrants)
    names: dict[str, list[str]] = {}
    for one in entrants:
        names.setdefault(group_of[one.id], []).append(one.entry or "")
    return [Stratum(name, tuple(sorted(names[name]))) for name in sorted(names)]


def grouped(
    programme: Programme, strata: Strata, entrants: Sequence[Enrolment]
) -> dict[EnrolmentId, str]:
    match strata:
        case Strata.NONE:
            return dict.fromkeys((one.id for one in entrants), EVERYONE)
        case Strata.PLATFORM:
            return by_platform(entrants)
        case Strata.SEGMENT:
            return by_segment(programme, entrants)


def by_platform(entrants: Sequence[Enrolment]) -> dict[EnrolmentId, str]:
    rows = db.session.execute(
        select(Enrolment.id, Device.platform)
        .join(Device, Device.id == Enrolment.device_id)
        .where(Enrolment.id.in_([one.id for one in entrants]))
    )
    platforms = {row.id: row.platform.value for row in rows}
    return {one.id: platforms.get(one.id, OTHERS) for one in entrants}


def by_segment(
    programme: Programme, entrants: Sequence[Enrolment]
) -> dict[EnrolmentId, str]:
    """By the first of the programme's segments somebody is in.

    The file is public and what segments there are is not: it calls them by numbers.
    """
    asked = segment_ids_of(programme.id)
    theirs = segments_of([one.person_id for one in entrants])
    found = {}
    for one in entrants:
        mine = theirs.get(one.person_id, frozenset())
        place = next((at for at, key in enumerate(asked, 1) if key in mine), None)
        found[one.id] = f"group {place}" if place else OTHERS
    return found
