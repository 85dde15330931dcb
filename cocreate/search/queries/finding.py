"""Finding: the index gives keys, the database says which of them the reader may see."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from cocreate.ideas.queries import conditions, sought_ids
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId, ProjectId, SegmentId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.words import WORD, bare_of
from cocreate.people.policy import sees_attributes
from cocreate.projects import queries as projects
from cocreate.search import index
from cocreate.search.asking import Limit, Odd
from cocreate.search.facets import Facet, facets_of
from cocreate.search.index import Hit, Hits
from cocreate.search.queries.judging import (
    seen_among,
    sorted_among,
    told,
    visible,
)
from cocreate.search.shape import IndexBrokenError
from cocreate.search.sought import EVERY_KIND, IDEAS, Sought, seek
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.told import Found, Seen, Told
from cocreate.search.words import Asked, Piece, marked, read_words, says_none

PAGE = 20
DEEPEST = 10
COUNTED = DEEPEST * PAGE  # found things that are counted; beyond, there are "more than"
# Looked at where the database has the last word: it leaves some, or sorts them anew.
LOOKED_AT = 2_000  # all that an engine ranks
TEAM_CUTS = "Segments are for the product team."


class Order(StrEnum):
    RELEVANCE = "relevance"
    VOTES = "votes"
    NEW = "new"


SORTED = {Order.VOTES: Told.VOTES, Order.NEW: Told.NEW}


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
    facets: tuple[Facet, ...] = ()
    order: Order = Order.RELEVANCE
    limits: tuple[Limit, ...] = ()
    odd: tuple[Odd, ...] = ()
    is_listed: bool = False  # by operators alone, without a word
    is_of_best: bool = False  # what the database had to judge were the best alone
    words: str = ""  # what was looked for, but for operators

    @property
    def is_deepest(self) -> bool:
        """There is more, but not in this list."""
        return self.page == DEEPEST and (self.is_more or self.number > COUNTED)


class Wish(NamedTuple):
    """How a reader wants what is found to be shown."""

    page: int = 1
    order: Order = Order.RELEVANCE
    with_facets: bool = False


def search(
    actor: Actor,
    typed: str,
    *,
    kind: Subject | None = None,
    project_id: ProjectId | None = None,
    segment_id: SegmentId | None = None,
    wish: Wish = Wish(),  # noqa: B008 - never changed
) -> Results:
    """What the actor may see of what fits the words; every word first, then some."""
    require(segment_id is None or sees_attributes(actor), TEAM_CUTS)
    wish = wish._replace(page=max(1, min(wish.page, DEEPEST)))
    sought = seek(actor, typed, (kind,) if kind else (), project_id)
    sought = sought.said_by(segment_id)
    found = Results((), wish.page, has_more=False, order=wish.order)
    if sought.reading.is_empty:
        found = found._replace(is_wordless=True)
    else:
        try:
            found = found_by(actor, within_reach(actor, sought), wish)
        except IndexBrokenError:
            found = found._replace(is_broken=True)
    reading = sought.reading
    told = found._replace(limits=reading.limits, odd=reading.odd)
    return told._replace(words=reading.words)


def within_reach(actor: Actor, sought: Sought) -> Sought:
    """Where nothing else is asked, in the projects that the actor may know of."""
    if sought.projects is not None or actor.sees_every_project:
        return sought
    places = sought.places or tuple(projects.places(actor))
    inside = tuple(place.id for place in places)
    return sought._replace(projects=inside, places=places)


def found_by(actor: Actor, sought: Sought, wish: Wish) -> Results:
    if not sought.asked.terms:
        newest = Order.NEW if wish.order is Order.RELEVANCE else wish.order
        wish = wish._replace(order=newest)
        hits = listed(actor, sought, wish.order, COUNTED + 1)
        found = page_of(actor, sought, hits, wish)
        if not found.number:
            found = others_of(actor, sought, wish)
        return found._replace(is_listed=True)
    hits = index.find(sought.asked, sought.scope, most=depth(sought, wish.order))
    found = page_of(actor, sought, hits, wish)
    return found if found.number else instead(actor, sought, wish)


def depth(sought: Sought, order: Order) -> int:
    is_last = sought.is_moving or order is not Order.RELEVANCE
    return LOOKED_AT if is_last else COUNTED


def listed(actor: Actor, sought: Sought, order: Order, most: int) -> Hits:
    """Ideas that meet operators alone: the database knows them all."""
    if Subject.IDEA not in sought.kinds:
        return Hits([], 0, is_cut=False)
    asked = sought.asked_of(SOURCES[Subject.IDEA])
    if sought.projects is not None:
        asked = (*asked, conditions.in_projects(sought.projects))
    query = sought_ids(actor, asked, by_votes=order is Order.VOTES)
    ids = db.session.scalars(query.limit(most)).all()
    hits = [Hit(Subject.IDEA, key) for key in ids]
    unwanted = sought.asked.unwanted
    if unwanted != Asked(()):
        hits = [
            Hit(kind, one.id)
            for kind, one in told(actor, hits)
            if says_none(unwanted, f"{one.title}\n{one.words}")
        ]
    return Hits(hits, len(hits), is_cut=len(ids) == most)


def others_of(actor: Actor, sought: Sought, wish: Wish) -> Results:
    """Where no idea meets operators alone: what else does, as the index knows it."""
    others = sought.within(EVERY_KIND - IDEAS)
    hits = Hits([], 0, is_cut=False)
    if others.kinds:
        hits = index.find(others.asked, others.scope, most=COUNTED + 1)
    return page_of(actor, others, hits, wish)


def ideas_found(
    actor: Actor, typed: str, project_id: ProjectId | None = None
) -> list[IdeaId]:
    """The ideas that fit best, as many as are counted: for a feed of them."""
    sought = seek(actor, typed, (Subject.IDEA,), project_id)
    if sought.reading.is_empty:
        return []
    sought = within_reach(actor, sought)
    try:
        if sought.asked.terms:
            hits = index.find(sought.asked, sought.scope, most=COUNTED)
        else:
            hits = listed(actor, sought, Order.NEW, COUNTED)
    except IndexBrokenError:
        return []
    return [IdeaId(one.id) for one in visible(actor, sought, hits.best)]


def page_of(actor: Actor, sought: Sought, hits: Hits, wish: Wish) -> Results:
    """The hits of a page that the actor may see, as they stand in the database now."""
    seen: list[Seen] = []
    if wish.order is not Order.RELEVANCE:
        every = sorted_among(actor, sought, hits.best, SORTED[wish.order])
    elif wish.with_facets:
        seen = seen_among(actor, sought, hits.best)
        every = [Hit(one.kind, one.id) for one in seen]
    else:  # most searches ask for no more than what may be shown
        every = visible(actor, sought, hits.best)
    shown, end = every[:COUNTED], wish.page * PAGE
    if wish.with_facets and not seen:
        seen = seen_among(actor, sought, shown)
    words = sought.asked.words
    are_more = hits.is_cut or hits.number > len(hits.best)
    is_judged = sought.is_moving or wish.order is not Order.RELEVANCE
    counted = seen[:COUNTED] if wish.with_facets else []
    return Results(
        [result_of(one, words) for one in told(actor, shown[end - PAGE : end])],
        wish.page,
        has_more=len(shown) > end and wish.page < DEEPEST,
        number=len(shown),
        is_more=are_more or len(every) > COUNTED,
        is_of_best=are_more and is_judged and bool(sought.asked.terms),
        order=wish.order,
        facets=facets_of(actor, sought, counted),
    )


def instead(actor: Actor, sought: Sought, wish: Wish) -> Results:
    """Where nothing holds every word: what holds some, and what may be meant."""
    some = Results((), wish.page, has_more=False, order=wish.order)
    if len(sought.asked.terms) > 1 and not sought.asked.phrases:
        most = depth(sought, wish.order)
        hits = index.find_some(sought.asked, sought.scope, most=most)
        some = page_of(actor, sought, hits, wish)
    return some._replace(some_words=bool(some.number), meant=meant(actor, sought))


def meant(actor: Actor, sought: Sought) -> str | None:
    """Other words, if they find something that the actor may see, and stand in it."""
    typed = sought.reading.words
    proposed = index.meant(typed) or (typed if sought.asked.phrases else None)
    if proposed is None:
        return None
    said = read_words(proposed)
    asked = sought.asked._replace(
        terms=said.terms, said=said.said, beginning="", phrases=(), quoted=frozenset()
    )
    hits = index.find(asked, sought.scope, most=PAGE)
    found = page_of(actor, sought._replace(asked=asked), hits, Wish())
    seen = {
        bare_of(word)
        for one in found.results
        for word in WORD.findall(f"{one.found.title} {one.found.words}")
    }
    typed_words = {bare_of(word) for word in WORD.findall(typed)}
    new = {bare_of(word) for word in WORD.findall(proposed)} - typed_words
    if not new <= seen or not found.number:
        return None
    return f"{proposed} {sought.reading.others}".strip()


def result_of(one: tuple[Subject, Found], asked: Asked) -> Result:
    kind, found = one
    title = marked(found.title, asked, around=300)
    return Result(kind, found, title, marked(found.words, asked))
