"""What the team decides of scores: how much each part weighs, what ideas would cost."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from cocreate.ideas import queries as ideas
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.kernel.policy import Actor, require
from cocreate.projects import queries as projects
from cocreate.surfacing.actions.scores import begin_run, count_scores
from cocreate.surfacing.formula import check
from cocreate.surfacing.models import Scorecard, Weighing
from cocreate.surfacing.policy import may_weigh
from cocreate.surfacing.queries.evidence import weights_of
from cocreate.surfacing.queries.weighed import cards_of, get_weighing
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Card

REFUSED = "Scores are for the product team."


def weigh(actor: Actor, slug: str, *, weights: Weights) -> None:
    """Let a project weigh its ideas so from now on; the same again changes nothing.

    What was in force before is kept, and all scores are counted anew by the worker.
    The project is locked: of two presses at once the second finds what the first kept.
    """
    require(may_weigh(actor), REFUSED)
    refuse_wrong(weights)
    named = projects.get_project(actor, slug)
    project = projects.get_project_by_id(actor, named.id, lock=True)
    if weights == weights_of(project.id):
        return
    keep_weights(project.id, weights, actor)


def refuse_wrong(weights: Weights) -> None:
    wrong = {}
    if weights.formula and (sentence := check(weights.formula)):
        wrong["formula"] = sentence
    if weights.total <= 0:
        wrong["reach"] = "Give at least one part a weight."
    if wrong:
        raise InvalidError(wrong)


def keep_weights(project_id: ProjectId, weights: Weights, actor: Actor) -> None:
    statement = insert(Weighing).values(
        project_id=project_id,
        weights=json.dumps(weights.written()),
        by_id=actor.person_id,
        weighed_at=now(),
    )
    weighing_id = db.session.scalar(statement.returning(Weighing.id))
    if weighing_id is not None:
        begin_run(project_id, weighing_id)


@dataclass(frozen=True, slots=True)
class PastWeighing:
    """A set of weights that was in force from an earlier moment on."""

    project_id: ProjectId
    weights: Weights
    by_id: PersonId
    weighed_at: datetime


def bring_weighings(weighings: Iterable[PastWeighing]) -> None:
    """Keep what projects weighed before, the first first; nothing is counted anew."""
    rows = [
        {
            "project_id": one.project_id,
            "weights": json.dumps(one.weights.written()),
            "by_id": one.by_id,
            "weighed_at": one.weighed_at,
        }
        for one in weighings
    ]
    if rows:
        db.session.execute(insert(Weighing), rows)


def take_again(actor: Actor, slug: str, *, weighing_id: int) -> None:
    """Let a set of weights that was in force before be so again."""
    require(may_weigh(actor), REFUSED)
    project = projects.get_project(actor, slug)
    weigh(actor, slug, weights=get_weighing(project.id, weighing_id).weights)


def enter_cards(actor: Actor, slug: str, *, cards: Mapping[IdeaId, Card]) -> int:
    """Keep what the team enters of some of a project's ideas; say how many changed.

    Their scores are right at once.
    """
    require(may_weigh(actor), REFUSED)
    project = projects.get_project(actor, slug)
    theirs = ideas.titles(actor, cards)
    if any(key not in theirs or theirs[key].project_id != project.id for key in cards):
        raise NotFoundError
    kept = cards_of(cards)
    changed = {
        key: card for key, card in cards.items() if card != kept.get(key, Card())
    }
    for idea_id in sorted(changed):
        keep_card(actor, idea_id, changed[idea_id])
    count_scores(sorted(changed))
    return len(changed)


def keep_card(actor: Actor, idea_id: IdeaId, card: Card) -> None:
    said = {**card._asdict(), "by_id": actor.person_id, "entered_at": now()}
    statement = insert_into(Scorecard).values(idea_id=idea_id, **said)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=["idea_id"], set_=said)
    )
