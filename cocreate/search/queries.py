"""Finding: the index gives keys, the database says which of them the reader may see."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from cocreate.ideas import queries as ideas
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.projects import queries as projects
from cocreate.search import index
from cocreate.search.index import Hit, IndexBrokenError
from cocreate.search.sources import SOURCES, Found
from cocreate.search.subject import Subject
from cocreate.search.words import Asked, Piece, marked, read_words

PAGE = 20
DEEPEST = 10
CLOSE_FOR = 60.0


class Result(NamedTuple):
    """One thing found, with the asked words marked."""

    kind: Subject
    found: Found
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]


class Results(NamedTuple):
    """A page of what was found; `is_broken` while the index is being rebuilt."""

    results: Sequence[Result]
    page: int
    has_more: bool
    some_words: bool = False
    is_broken: bool = False


def search(
    actor: Actor,
    typed: str,
    *,
    kind: Subject | None = None,
    project_id: ProjectId | None = None,
    page: int = 1,
) -> Results:
    """What the actor may see of what fits the words; every word first, then some."""
    page = max(1, min(page, DEEPEST))
    asked = read_words(typed)
    if not asked.terms:
        return Results((), page, has_more=False)
    places = [project_id] if project_id else visible_projects(actor)
    kinds = [kind] if kind else []
    most = (page * PAGE + 1) * 2
    try:
        hits = index.find(asked, kinds=kinds, projects=places, most=most)
        some = not hits and len(asked.terms) > 1
        if some:
            hits = index.find(
                asked, kinds=kinds, projects=places, most=most, every_word=False
            )
    except IndexBrokenError:
        return Results((), page, has_more=False, is_broken=True)
    shown = visible(actor, hits)
    return Results(
        [result_of(one, asked) for one in shown[(page - 1) * PAGE : page * PAGE]],
        page,
        has_more=len(shown) > page * PAGE and page < DEEPEST,
        some_words=some,
    )


def visible_projects(actor: Actor) -> list[ProjectId] | None:
    """The projects to look in; None when all of them may be."""
    if actor.sees_every_project:
        return None
    return list(db.session.scalars(projects.visible_ids(actor).limit(1000)))


def visible(actor: Actor, hits: Sequence[Hit]) -> list[tuple[Subject, Found]]:
    """The hits that the actor may see, as they stand in the database now."""
    by_kind: dict[Subject, list[int]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.id)
    found = {
        (kind, one.id): one
        for kind, ids in by_kind.items()
        for one in SOURCES[kind].found(actor, ids)
    }
    return [
        (hit.kind, found[hit.kind, hit.id])
        for hit in hits
        if (hit.kind, hit.id) in found
    ]


def result_of(one: tuple[Subject, Found], asked: Asked) -> Result:
    kind, found = one
    title = marked(found.title, asked, around=300)
    return Result(kind, found, title, marked(found.words, asked))


def similar_ideas(
    project_id: ProjectId, text: str, *, most: int = 5
) -> list[ideas.IdeaLine]:
    """Listed ideas close to a text, the closest first; the project is the reader's."""
    return ideas.listed_among(project_id, close_ids(project_id, text, most))[:most]


def close_ids(project_id: ProjectId, text: str, most: int) -> list[IdeaId]:
    """The keys of ideas close to a text, as the index last knew them."""
    asked = Asked(read_words(text).terms)
    if not asked.terms:
        return []
    try:
        hits = index.find(
            asked,
            kinds=[Subject.IDEA],
            projects=[project_id],
            most=most * 2,
            every_word=False,
        )
    except IndexBrokenError:
        return []
    return [IdeaId(hit.id) for hit in hits]


def ideas_like(idea: Any, *, most: int = 3) -> list[ideas.IdeaLine]:
    """Listed ideas of the same project close to one: the same for all its readers."""
    # Only their keys are remembered; what is listed and said is asked anew.
    close = remembered(
        ("search.close", idea.id, idea.title),
        lambda: close_ids(idea.project_id, idea.title, most + 1),
        longer=CLOSE_FOR,
    )
    lines = ideas.listed_among(idea.project_id, close)
    return [line for line in lines if line.id != idea.id][:most]
