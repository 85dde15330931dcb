"""A few faces of those who spoke: beside a prompt, or a project."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, select, union_all

from cocreate.ideas.models import Idea
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import ProjectId, PromptId
from cocreate.people.faces import Face
from cocreate.people.models import Person
from cocreate.people.queries import FACE, face_from

FEW = 3
SOME = 12  # of the best loved ideas, whose authors may be the same few people


def faces_by_prompt(prompt_ids: Iterable[PromptId]) -> dict[PromptId, list[Face]]:
    """Who gave the best loved answers to each of these prompts, in one query."""
    return faces_by(Idea.prompt_id, prompt_ids)


def faces_by_project(project_ids: Iterable[ProjectId]) -> dict[ProjectId, list[Face]]:
    """Whose ideas are best loved in each of these projects, in one query."""
    return faces_by(Idea.project_id, project_ids)


def faces_by(subject: Any, keys: Iterable[Any]) -> dict[Any, list[Face]]:
    """The authors of the best loved ideas of each subject: a short index scan each."""
    found: dict[Any, list[Face]] = {key: [] for key in keys}
    if not found:
        return {}
    best = union_all(*(best_loved(subject, key) for key in found)).subquery()
    rows = db.session.execute(
        select(best.c.subject, *FACE)
        .join(Person, Person.id == best.c.author_id)
        .order_by(best.c.subject, best.c.votes.desc(), best.c.id.desc())
    )
    for row in rows:
        faces = found[row.subject]
        face = face_from(row)
        if len(faces) < FEW and face not in faces:
            faces.append(face)
    return found


def best_loved(subject: ColumnElement[Any], key: Any) -> AnySelect:
    loved = (
        select(subject.label("subject"), Idea.author_id, Idea.votes, Idea.id)
        .where(subject == key, Idea.listed.is_(True))
        .order_by(Idea.support.desc(), Idea.id.desc())
        .limit(SOME)
        .subquery()
    )
    return select(loved)
