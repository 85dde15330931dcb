"""What a reader asks a list of ideas for, and by which of it the list is found."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, select

from cocreate.ideas.models import FieldAnswer, Idea, IdeaCount, IdeaTag
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.paging import PAGE
from cocreate.kernel.remembered import remembered
from cocreate.projects.orders import Sort

MOST_GATHERED = 5_000
ESCAPE = "/"  # before what LIKE would read as any letter


class Wanted(NamedTuple):
    """What a reader asked a list for."""

    sort: Sort = Sort.TOP
    status: Any = None
    tag_id: Any = None
    prompt_id: Any = None
    author_id: Any = None
    field_id: Any = None  # a question of the project's own, and what was answered
    answer: Any = None
    has: Any = None  # words in the answer, as they are sought
    least: Any = None  # of numbers and days: see ideas/fields.py
    most: Any = None
    internal: Any = None  # a status that is kept inside


def is_unfiltered(wanted: Wanted) -> bool:
    return all(value is None for value in wanted[1:])


def shape_of(wanted: Wanted) -> Wanted:
    """Which of its filters a list has, whatever they ask for."""
    return Wanted(wanted.sort, *(value is not None for value in wanted[1:]))


def values_of(wanted: Wanted) -> dict[str, Any]:
    """What its filters ask for, as the statements of a list take it."""
    values = {name: value for name, value in wanted._asdict().items() if name != "sort"}
    if wanted.has is not None:
        said = re.sub(rf"[%_{ESCAPE}]", rf"{ESCAPE}\g<0>", wanted.has)
        values["has"] = f"%{said}%"
    return {name: value for name, value in values.items() if value is not None}


def gathered_by(project_id: ProjectId, wanted: Wanted) -> str | None:
    """The filter whose ideas are gathered and sorted; none: the order is walked.

    To sort t ideas costs as much as t rows; to walk the order of n ideas until a page
    is full, as much as n / t rows for each line. A planner knows only the average t.
    """
    if wanted.internal is not None:
        return "internal"  # its index holds those alone that are kept inside
    if wanted.author_id is not None:
        return "author_id"  # a person's own are few
    if wanted.field_id is not None:
        pass
    elif wanted.tag_id is None and wanted.prompt_id is None:
        if wanted.status is None or wanted.sort is not Sort.RISING:
            return None  # there is an index in just this order
    elif wanted.tag_id is None and wanted.sort is Sort.TOP:
        return "prompt_id"  # its index is in this order
    return remembered(
        ("ideas.gathered", project_id, *wanted[1:]), lambda: narrow(project_id, wanted)
    )


def narrow(project_id: ProjectId, wanted: Wanted) -> str | None:
    """The narrowest filter, where it leaves few of all that are listed."""
    counted = sizes(project_id, wanted)
    every = counts(IdeaCount.project_id == project_id)
    row = db.session.execute(select(every, *counted.values())).one()
    listed, *left = (int(size or 0) for size in row)
    size, name = min(zip(left, counted, strict=True))
    return name if size * size <= PAGE * listed else None


def sizes(project_id: ProjectId, wanted: Wanted) -> dict[str, ScalarSelect[Any]]:
    """How many ideas each filter leaves by itself."""
    found: dict[str, ScalarSelect[Any]] = {}
    if wanted.tag_id is not None:
        found["tag_id"] = bounded(IdeaTag.idea_id, IdeaTag.tag_id == wanted.tag_id)
    if wanted.prompt_id is not None:
        found["prompt_id"] = bounded(Idea.id, Idea.prompt_id == wanted.prompt_id)
    if wanted.field_id is not None:
        about = FieldAnswer.field_id == wanted.field_id
        found["field_id"] = bounded(
            FieldAnswer.idea_id,
            and_(about, *answering(shape_of(wanted), values_of(wanted))),
        )
    if not found:
        at = IdeaCount.status == wanted.status
        found["status"] = counts(IdeaCount.project_id == project_id, at)
    return found


def answering(shape: Wanted, values: Mapping[str, Any]) -> list[ColumnElement[bool]]:
    """What is asked of the answer to a question, in the shape that a list has."""
    value, words, rank = FieldAnswer.value, FieldAnswer.folded, FieldAnswer.rank
    asked: list[ColumnElement[bool]] = []
    if shape.answer:
        asked.append(value == values["answer"])
    if shape.has:
        asked.append(words.like(values["has"], escape=ESCAPE))
    if shape.least:
        asked.append(rank >= values["least"])
    if shape.most:
        asked.append(rank <= values["most"])
    return asked


def counts(*which: Any) -> ScalarSelect[Any]:
    return select(func.sum(IdeaCount.ideas)).where(*which).scalar_subquery()


def bounded(key: Any, which: Any) -> ScalarSelect[Any]:
    """Counted by an index alone, and no further than is of use."""
    some = select(key).where(which).limit(MOST_GATHERED).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
