"""Questions about whether builds do what was decided: by whom it is asked, and said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.beta.kinds import Honours
from cocreate.beta.models import Build, HonourAnswer
from cocreate.beta.policy import may_run
from cocreate.beta.queries.builds import decision_ids_of
from cocreate.beta.queries.builds import is_visible_to as knows_of_build
from cocreate.decisions import queries as decisions
from cocreate.decisions.queries import people_cited_by
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId, DecisionId, HonourId, PersonId
from cocreate.kernel.policy import Actor

MOST_READ = 1_000  # answers to one decision's question, the newest


def find_honour(
    actor: Actor, build_id: BuildId, decision_id: DecisionId
) -> HonourAnswer | None:
    return db.session.scalar(
        select(HonourAnswer).where(
            HonourAnswer.build_id == build_id,
            HonourAnswer.decision_id == decision_id,
            HonourAnswer.person_id == actor.person_id,
        )
    )


def get_honour(
    actor: Actor, honour_id: HonourId, *, lock: bool = False
) -> HonourAnswer:
    """An answer, for whoever gave it and for the team."""
    own = HonourAnswer.person_id == actor.person_id
    query = (
        select(HonourAnswer)
        .join(Build, Build.id == HonourAnswer.build_id)
        .where(
            HonourAnswer.id == honour_id,
            HonourAnswer.id.is_not(None) if may_run(actor) else own,
            knows_of_build(actor),
        )
    )
    if lock:
        query = query.with_for_update(of=HonourAnswer).execution_options(
            populate_existing=True
        )
    answer = db.session.scalar(query)
    if answer is None:
        raise NotFoundError
    return answer


class HonourQuestion(NamedTuple):
    """Does this build do what was decided with you? And what was answered."""

    decision_id: DecisionId
    title: str
    answer: HonourAnswer | None


def honour_questions(actor: Actor, build_id: BuildId) -> list[HonourQuestion]:
    """The decisions a build carries that cite the actor, with what they said."""
    carried = decision_ids_of([build_id])[build_id]
    cited = people_cited_by(carried)
    mine = [key for key in carried if actor.person_id in cited[key]]
    if not mine:
        return []
    said = db.session.scalars(
        select(HonourAnswer).where(
            HonourAnswer.build_id == build_id,
            HonourAnswer.person_id == actor.person_id,
        )
    )
    answers = {answer.decision_id: answer for answer in said}
    return [
        HonourQuestion(one.id, one.title, answers.get(one.id))
        for one in decisions.published(actor, mine)
    ]


def carried_decision(actor: Actor, decision_id: DecisionId) -> Any:
    """The decision an answer is about, where the actor may know of it; or none."""
    return next(iter(decisions.published(actor, [decision_id])), None)


class Verdict(NamedTuple):
    """What one of those cited says of the newest build they judged."""

    honour_id: HonourId
    decision_id: DecisionId
    person_id: PersonId
    honours: Honours
    note: str
    answered_at: datetime
    resolution: str
    resolved_at: datetime | None
    version: str
    build_id: BuildId

    @property
    def is_open_no(self) -> bool:
        return self.honours is Honours.NO and self.resolved_at is None


@dataclass(frozen=True, slots=True)
class Tally:
    """How those whom a decision cites judge what was built of it."""

    decision_id: DecisionId
    asked: int
    verdicts: tuple[Verdict, ...]

    def count(self, honours: str) -> int:
        return sum(one.honours == honours for one in self.verdicts)

    @property
    def open_noes(self) -> tuple[Verdict, ...]:
        return tuple(one for one in self.verdicts if one.is_open_no)


def tallies(decision_ids: Iterable[DecisionId]) -> dict[DecisionId, Tally]:
    """What each of the people cited said last, of whichever build; four queries."""
    wanted = list(decision_ids)
    if not wanted:
        return {}
    cited = people_cited_by(wanted)
    latest: dict[tuple[DecisionId, PersonId], Verdict] = {}
    for row in db.session.execute(answers_to(wanted)):
        verdict = Verdict._make(row)
        latest.setdefault((verdict.decision_id, verdict.person_id), verdict)
    return {
        key: Tally(
            key,
            len(cited[key]),
            tuple(one for one in latest.values() if one.decision_id == key),
        )
        for key in wanted
    }


def answers_to(decision_ids: list[DecisionId]) -> Any:
    return (
        select(
            HonourAnswer.id,
            HonourAnswer.decision_id,
            HonourAnswer.person_id,
            HonourAnswer.honours,
            HonourAnswer.note,
            HonourAnswer.answered_at,
            HonourAnswer.resolution,
            HonourAnswer.resolved_at,
            Build.version,
            Build.id.label("build_id"),
        )
        .join(Build, Build.id == HonourAnswer.build_id)
        .where(HonourAnswer.decision_id.in_(decision_ids))
        .order_by(HonourAnswer.answered_at.desc(), HonourAnswer.id.desc())
        .limit(MOST_READ * len(decision_ids))
    )


def open_noes(decision_ids: Iterable[DecisionId]) -> list[Verdict]:
    """What stands between these decisions and a release."""
    return [one for tally in tallies(decision_ids).values() for one in tally.open_noes]
