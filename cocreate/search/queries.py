"""Finding: the index gives keys, the database says which of them the reader may see."""

from collections.abc import Sequence
from typing import NamedTuple

from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId
from cocreate.kernel.policy import Actor
from cocreate.kernel.words import WORD, bare_of
from cocreate.projects import queries as projects
from cocreate.search import index
from cocreate.search.index import Hit, Hits, Scope
from cocreate.search.shape import IndexBrokenError
from cocreate.search.sources import SOURCES, Found
from cocreate.search.subject import Subject
from cocreate.search.words import Asked, Piece, marked, read_words

PAGE = 20
DEEPEST = 10
COUNTED = DEEPEST * PAGE  # found things that are counted; beyond, there are "more than"


class Result(NamedTuple):
    """One thing found, with the asked words marked."""

    kind: Subject
    found: Found
    title: tuple[Piece, ...]
    words: tuple[Piece, ...]


class Results(NamedTuple):
    """A page of what was found; `is_broken` while the index is being rebuilt.

    `number` is of what the reader may see; there are more than that `is_more`. `meant`
    are other words that find something, where these find nothing.
    """

    results: Sequence[Result]
    page: int
    has_more: bool
    number: int = 0
    is_more: bool = False
    some_words: bool = False
    meant: str | None = None
    is_broken: bool = False
    is_wordless: bool = False

    @property
    def is_deepest(self) -> bool:
        """There is more, but not in this list."""
        return self.page == DEEPEST and self.number > DEEPEST * PAGE


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
        return Results((), page, has_more=False, is_wordless=True)
    places = (project_id,) if project_id else visible_projects(actor)
    scope = Scope((kind,) if kind else (), places)
    try:
        found = page_of(actor, asked, index.find(asked, scope, most=COUNTED), page)
        if found.number:
            return found
        return instead(actor, typed, asked, scope, page)
    except IndexBrokenError:
        return Results((), page, has_more=False, is_broken=True)


def ideas_found(
    actor: Actor, typed: str, project_id: ProjectId | None = None
) -> list[IdeaId]:
    """The ideas that fit the words best, as many as are counted: for a feed of them."""
    asked = read_words(typed)
    if not asked.terms:
        return []
    places = (project_id,) if project_id else visible_projects(actor)
    scope = Scope((Subject.IDEA,), places)
    try:
        hits = index.find(asked, scope, most=COUNTED)
    except IndexBrokenError:
        return []
    return [IdeaId(hit.id) for hit in hits.best]


def page_of(actor: Actor, asked: Asked, hits: Hits, page: int) -> Results:
    """The hits of a page that the actor may see, as they stand in the database now."""
    shown = visible(actor, hits.best)
    here = shown[(page - 1) * PAGE : page * PAGE]
    return Results(
        [result_of(one, asked) for one in told(actor, here)],
        page,
        has_more=len(shown) > page * PAGE and page < DEEPEST,
        number=len(shown),
        is_more=hits.is_cut or hits.number > len(hits.best),
    )


def instead(actor: Actor, typed: str, asked: Asked, scope: Scope, page: int) -> Results:
    """Where nothing holds every word: what holds some, and what may be meant."""
    some = Results((), page, has_more=False)
    if len(asked.terms) > 1:
        hits = index.find_some(asked, scope, most=COUNTED)
        some = page_of(actor, asked, hits, page)
    return some._replace(some_words=bool(some.number), meant=meant(actor, typed, scope))


def meant(actor: Actor, typed: str, scope: Scope) -> str | None:
    """Other words, if they find something that the actor may see, and stand in it."""
    proposed = index.meant(typed)
    if proposed is None:
        return None
    asked = Asked(read_words(proposed).terms)
    found = page_of(actor, asked, index.find(asked, scope, most=PAGE), 1)
    seen = {
        bare_of(word)
        for one in found.results
        for word in WORD.findall(f"{one.found.title} {one.found.words}")
    }
    typed_words = {bare_of(word) for word in WORD.findall(typed)}
    new = {bare_of(word) for word in WORD.findall(proposed)} - typed_words
    return proposed if new <= seen and found.number else None


def visible_projects(actor: Actor) -> tuple[ProjectId, ...] | None:
    """The projects to look in; None when all of them may be."""
    if actor.sees_every_project:
        return None
    return tuple(db.session.scalars(projects.visible_ids(actor).limit(1000)))


def visible(actor: Actor, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that the actor may see now."""
    seen = {
        (kind, one)
        for kind, ids in by_kind(hits).items()
        for one in SOURCES[kind].visible_among(actor, ids)
    }
    return [hit for hit in hits if hit in seen]


def told(actor: Actor, hits: Sequence[Hit]) -> list[tuple[Subject, Found]]:
    """The hits with their words, in their order."""
    found = {
        Hit(kind, one.id): one
        for kind, ids in by_kind(hits).items()
        for one in SOURCES[kind].found(actor, ids)
    }
    return [(hit.kind, found[hit]) for hit in hits if hit in found]


def by_kind(hits: Sequence[Hit]) -> dict[Subject, list[int]]:
    kinds: dict[Subject, list[int]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit.id)
    return kinds


def result_of(one: tuple[Subject, Found], asked: Asked) -> Result:
    kind, found = one
    title = marked(found.title, asked, around=300)
    return Result(kind, found, title, marked(found.words, asked))
