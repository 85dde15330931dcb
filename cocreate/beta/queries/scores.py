"""Questions about what testers' reports led to, and who agreed that others see it."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from cocreate.beta.models import BetaReport, Enrolment
from cocreate.beta.scoring import Led, Score, score_of
from cocreate.decisions.queries import ideas_cited_among
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId

MOST_RANKED = 50


def scores(
    programme_id: ProgrammeId, person_ids: Collection[PersonId]
) -> dict[PersonId, Score]:
    """What the reports of each led to; two queries. Ask who may see whose."""
    rows = db.session.execute(
        select(
            BetaReport.author_id,
            BetaReport.outcome,
            BetaReport.joins,
            BetaReport.idea_id,
            BetaReport.made_idea,
        ).where(
            BetaReport.programme_id == programme_id,
            BetaReport.author_id.in_(person_ids),
        )
    ).all()
    cited = {*ideas_cited_among({row.idea_id for row in rows if row.idea_id})}
    led: dict[PersonId, list[Led]] = {key: [] for key in person_ids}
    for row in rows:
        has_idea, decided = row.idea_id is not None, row.idea_id in cited
        one = Led(row.outcome, row.joins, has_idea, row.made_idea, decided)
        led[row.author_id].append(one)
    return {key: score_of(reports) for key, reports in led.items()}


def ranking(programme_id: ProgrammeId) -> list[tuple[PersonId, Score]]:
    """Those alone who agreed to stand in it, whose reports led to most first."""
    agreed = db.session.scalars(
        select(Enrolment.person_id)
        .where(Enrolment.programme_id == programme_id, Enrolment.score_shown.is_(True))
        .order_by(Enrolment.id)
        .limit(MOST_RANKED)
    ).all()
    told = scores(programme_id, agreed)
    return sorted(told.items(), key=lambda one: (-one[1].points, one[0]))


def who_agreed(
    programme_id: ProgrammeId, person_ids: Collection[PersonId]
) -> Sequence[PersonId]:
    """Those of them who agreed that others see their score."""
    return db.session.scalars(
        select(Enrolment.person_id).where(
            Enrolment.programme_id == programme_id,
            Enrolment.person_id.in_(person_ids),
            Enrolment.score_shown.is_(True),
        )
    ).all()
