"""Take decisions over as they were published, with the voices that they cite."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from cocreate.decisions.actions.write import put_options, put_words
from cocreate.decisions.drafts import DecisionDraft
from cocreate.decisions.models import Citation, Decision
from cocreate.decisions.stage import Stage
from cocreate.decisions.stance import Side
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId, DecisionId, IdeaId, PersonId, ProjectId


@dataclass(frozen=True, slots=True)
class PastCitation:
    """One contribution, by its own key, and who made it."""

    person_id: PersonId
    idea_id: IdeaId | None = None
    comment_id: CommentId | None = None
    thanks: str = ""
    side: Side | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDecision:
    draft: DecisionDraft
    project_id: ProjectId
    author_id: PersonId
    stage: Stage
    published_at: datetime
    citations: tuple[PastCitation, ...]


def bring_decision(past: PastDecision) -> DecisionId:
    """Keep a published decision; nobody is told of it, no idea is moved."""
    decision = Decision(
        project_id=past.project_id,
        author_id=past.author_id,
        stage=past.stage,
        written_at=past.published_at,
        published_at=past.published_at,
    )
    put_words(decision, past.draft)
    db.session.add(decision)
    db.session.flush()  # options and citations need the decision's key
    put_options(decision, past.draft)
    rows = [
        {
            "decision_id": decision.id,
            "idea_id": cited.idea_id,
            "comment_id": cited.comment_id,
            "person_id": cited.person_id,
            "thanks": cited.thanks,
            "option_position": cited.side.position if cited.side else None,
            "stance": cited.side.stance if cited.side else None,
            "cited_at": past.published_at,
        }
        for cited in past.citations
    ]
    if rows:
        db.session.execute(insert(Citation), rows)
    return decision.id
