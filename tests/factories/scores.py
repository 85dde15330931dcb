"""Scores that are counted, of a project that weighs them its own way."""

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.surfacing.actions import enter_cards, run_on, sweep, weigh
from cocreate.surfacing.queries import weighings_of
from cocreate.surfacing.scoring import Weights
from cocreate.surfacing.standing import Card
from tests.factories.people import actor_of


def weighed(manager: Person, project: Project, idea: Idea) -> int:
    """Weigh a project twice, and enter what an idea would cost; the first weighing."""
    team = actor_of(manager)
    for weights in (Weights(reach=40), Weights(formula="reach / effort")):
        weigh(team, project.slug, weights=weights)
    enter_cards(team, project.slug, cards={idea.id: Card(None, 2, 80, 4)})
    db.session.commit()
    sweep()
    while run_on():
        pass
    return weighings_of(team, project.id)[-1].id
