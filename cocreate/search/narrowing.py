"""What stands around a page of results: its address, its orders, how to narrow it."""

from typing import NamedTuple
from urllib.parse import urlencode

from cocreate.ideas.listing import Group, Option
from cocreate.search.asking import Reading, adding, read, without
from cocreate.search.facets import Choice, Facet
from cocreate.search.meanings import Operator, plain
from cocreate.search.queries import Order, Results
from cocreate.search.subject import Subject

KINDS = (
    (None, "Everything"),
    (Subject.IDEA, "Ideas"),
    (Subject.COMMENT, "Comments"),
    (Subject.ENTRY, "Journal"),
    (Subject.DECISION, "Decisions"),
    (Subject.RELEASE, "Releases"),
)
ORDERS = (
    (Order.RELEVANCE, "Best fit"),
    (Order.VOTES, "Most votes"),
    (Order.NEW, "Newest"),
)
TITLES = {
    Operator.STATUS: "Status",
    Operator.TAG: "About",
    Operator.PROJECT: "Project",
    Operator.BY: "From",
}


class Address(NamedTuple):
    """Where a page of results is: all that was chosen lives in the URL."""

    q: str
    project: str | None = None
    kind: Subject | None = None
    sort: Order = Order.RELEVANCE
    segment: str | None = None

    def href(self, **changed: object) -> str:
        """The same results with something chosen otherwise; always the first page."""
        values = {**self._asdict(), **changed}
        if values["sort"] is Order.RELEVANCE:
            values["sort"] = None
        asked = [(name, str(said)) for name, said in values.items() if said is not None]
        return f"/search?{urlencode(asked)}"

    @property
    def keep(self) -> list[tuple[str, str]]:
        """What stays when other words are typed."""
        asked = {"project": self.project, "kind": self.kind, "segment": self.segment}
        sort = {"sort": None if self.sort is Order.RELEVANCE else self.sort}
        return [(name, said) for name, said in {**asked, **sort}.items() if said]

    @property
    def keep_cutting(self) -> list[tuple[str, str]]:
        """What stays when another segment is chosen."""
        return [("q", self.q), *(one for one in self.keep if one[0] != "segment")]


class Chosen(NamedTuple):
    """An operator of what was typed, and where it is taken away."""

    words: str
    href: str


def tabs_of(address: Address, found: Results) -> list[Option]:
    """The kinds, with how many of each were found where all of them were looked for."""
    counts = {
        one.value: one.number
        for facet in found.facets
        if facet.operator is Operator.KIND and address.kind is None
        for one in facet.choices
    }
    return [
        Option(
            words, address.href(kind=kind), kind == address.kind, counts.get(str(kind))
        )
        for kind, words in KINDS
    ]


def orders_of(address: Address, found: Results) -> list[Option]:
    """Nothing fits best where no word was typed."""
    return [
        Option(words, address.href(sort=order), order is found.order)
        for order, words in ORDERS
        if not (found.is_listed and order is Order.RELEVANCE)
    ]


def groups_of(address: Address, found: Results) -> tuple[Group, ...]:
    reading = read(address.q)
    return tuple(
        Group(
            TITLES[facet.operator],
            tuple(option(address, reading, facet, one) for one in facet.choices),
        )
        for facet in found.facets
        if facet.operator in TITLES
    )


def option(address: Address, reading: Reading, facet: Facet, one: Choice) -> Option:
    q = adding(address.q, facet.operator, one.value)
    if one.is_chosen:
        q = leaving_out(reading, facet.operator, one.value)
    return Option(one.words, address.href(q=q), one.is_chosen, one.number, one.step)


def leaving_out(reading: Reading, operator: Operator, value: str) -> str:
    for limit in reading.limits:
        if limit.operator is operator and plain(value) in map(plain, limit.values):
            return without(reading, limit)
    return reading.typed


def chosen_in(address: Address, found: Results) -> list[Chosen]:
    """The operators that were understood, each with a way to take it away."""
    reading = read(address.q)
    return [
        Chosen(
            reading.typed[one.start : one.end], address.href(q=without(reading, one))
        )
        for one in found.limits
    ]
