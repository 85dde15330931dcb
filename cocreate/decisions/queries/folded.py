"""What was folded into a cited idea: those who said the same are thanked, too."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import or_, select

from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.queries.voices import IDEA_COLUMNS, Voice, voice_from
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import DecisionId, IdeaId, PersonId
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import faces


def folded_voices_of(
    actor: Actor, decision_ids: Iterable[DecisionId]
) -> dict[DecisionId, list[Voice]]:
    """What was folded into the ideas each decision cites; two queries for all."""
    wanted = list(decision_ids)
    found: dict[DecisionId, list[Voice]] = defaultdict(list)
    if not wanted:
        return found
    rows = db.session.execute(folded_ideas(actor, wanted)).all()
    known = faces(row.author_id for row in rows)
    for row in rows:
        found[row.decision_id].append(folded_from(row, known))
    return found


def folded_into(actor: Actor, idea_ids: Iterable[IdeaId]) -> list[Voice]:
    """What was folded into ideas that are about to be cited."""
    wanted = set(idea_ids)
    if not wanted:
        return []
    family = ideas.families_of(wanted)
    rows = db.session.execute(
        ideas.visible_to(actor)
        .join(family, family.c.id == Idea.id)
        .where(Idea.id.not_in(wanted))
        .order_by(Idea.id)
        .with_only_columns(*IDEA_COLUMNS)
        .distinct()
    ).all()
    known = faces(row.author_id for row in rows)
    return [folded_from(row, known) for row in rows]


def folded_ideas(actor: Actor, decision_ids: Sequence[DecisionId]) -> AnySelect:
    """The ideas behind the cited ones, of those who spoke before it was decided."""
    decided = Citation.decision_id.in_(decision_ids)
    family = ideas.families_of(select(Citation.idea_id).where(decided))
    # Named both ways, an idea speaks for itself and not once more as folded in.
    itself = select(Citation.decision_id, Citation.idea_id).where(decided).subquery()
    return (
        ideas.visible_to(actor)
        .join(family, family.c.id == Idea.id)
        .join(Citation, Citation.idea_id == family.c.root)
        .join(Decision, Decision.id == Citation.decision_id)
        .outerjoin(
            itself,
            (itself.c.idea_id == Idea.id)
            & (itself.c.decision_id == Citation.decision_id),
        )
        .where(
            decided,
            itself.c.idea_id.is_(None),
            or_(
                Decision.published_at.is_(None),
                Idea.proposed_at <= Decision.published_at,
            ),
        )
        .order_by(Citation.decision_id, Idea.id)
        .with_only_columns(Citation.decision_id, *IDEA_COLUMNS)
        .distinct()
    )


def folded_from(row: Any, known: Mapping[PersonId, Face]) -> Voice:
    return replace(voice_from(row, known), is_folded=True)
