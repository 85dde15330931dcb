"""What stands around a list of ideas: its orders, its filters, its address."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from cocreate.ideas.fields import FieldKind
from cocreate.ideas.filters import CALLED, Typed
from cocreate.ideas.queries import AskedField
from cocreate.ideas.queries.tags import TagCount
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, Workflow
from cocreate.people.queries import SegmentLine
from cocreate.projects.orders import SORTS, Sort

NOTHING_SOUGHT = {"has": None, "least": None, "most": None}
BLANKS = {
    FieldKind.TEXT: (("has", "Contains", "search"),),
    FieldKind.NUMBER: (("least", "From", "text"), ("most", "To", "text")),
    FieldKind.DATE: (("least", "From", "date"), ("most", "To", "date")),
}


class Option(NamedTuple):
    """One choice beside a list."""

    words: str
    href: str
    here: bool
    figure: int | None = None
    step: Step | None = None


class Blank(NamedTuple):
    """One thing to fill in of a filter."""

    name: str  # in the address
    label: str
    kind: str  # of input
    value: str
    error: str


class Seek(NamedTuple):
    """A filter to fill in: where it goes, what else was chosen, how it is left."""

    path: str
    slug: str
    keep: tuple[tuple[str, str], ...]
    blanks: tuple[Blank, ...]
    away: str | None  # the address without it, where it is chosen


class Group(NamedTuple):
    title: str
    options: tuple[Option, ...]
    is_theirs: bool = False  # its words are the project's own
    seek: Seek | None = None


class Questions(NamedTuple):
    """What a project asks of ideas, what is wrong with what is sought; segments."""

    fields: tuple[AskedField, ...] = ()
    wrong: tuple[tuple[str, str], ...] = ()
    segments: tuple[SegmentLine, ...] = ()  # for the team


NO_QUESTIONS = Questions()


class Address(NamedTuple):
    """Where a list is, and what was chosen: all of it lives in the URL."""

    path: str
    sort: Sort = Sort.TOP
    status: Status | None = None
    tag: str | None = None
    prompt: int | None = None
    mine: bool = False
    said: str | None = None  # “question:answer”, both as the project says them
    has: str | None = None  # words in the answer
    least: str | None = None  # as it was typed
    most: str | None = None
    segment: str | None = None  # for the team
    first: Sort = Sort.TOP  # the order that is there when none is chosen

    def href(self, **changed: object) -> str:
        """The same list with something chosen otherwise; always its first page."""
        query = self.query(**changed)
        return f"{self.path}?{urlencode(query)}" if query else self.path

    def saying(self, said: str | None) -> str:
        """The same list with this said to one of the project's questions."""
        return self.href(said=said, **NOTHING_SOUGHT)

    def query(self, **changed: object) -> tuple[tuple[str, str], ...]:
        values = {**self._asdict(), **changed}
        del values["path"], values["first"]
        if values["sort"] is self.first:
            values["sort"] = None
        values["mine"] = "yes" if values["mine"] else None
        return tuple(
            (CALLED.get(name, name), str(value))
            for name, value in values.items()
            if value is not None
        )

    def at(self, place: str | None) -> str | None:
        """The page of this list that begins at a place; None when there is none."""
        if place is None:
            return None
        href = self.href()
        return f"{href}{'&' if '?' in href else '?'}{urlencode({'page': place})}"

    @property
    def typed(self) -> Typed:
        """What was asked of answers, as it was typed."""
        sought = (self.said, self.has, self.least, self.most)
        return Typed(*(one or "" for one in sought))

    def summary(self, workflow: Workflow) -> str:
        """What is chosen, in words."""
        chosen = [workflow.step(self.status).name] if self.status else []
        chosen += [self.tag] if self.tag else []
        chosen += [self.said.partition(":")[2].capitalize()] if self.said else []
        chosen += [f"“{self.has}”"] if self.has else []
        chosen += [f"from {self.least}"] if self.least else []
        chosen += [f"to {self.most}"] if self.most else []
        chosen += ["Yours"] if self.mine else []
        chosen += [f"by {self.segment}"] if self.segment else []
        return ", ".join(filter(None, chosen)) or "Everything"


@lru_cache(maxsize=1_000)
def tabs_of(address: Address) -> tuple[Option, ...]:
    # What is for a reader takes no filters.
    alone = Address(address.path, first=address.first)
    return tuple(
        Option(
            words,
            (alone if sort is Sort.YOURS else address).href(sort=sort),
            sort is address.sort,
        )
        for sort, words in SORTS
    )


@lru_cache(maxsize=1_000)
def groups_of(
    address: Address,
    *,
    counts: tuple[tuple[Status, int], ...],
    tags: tuple[TagCount, ...],
    questions: Questions = NO_QUESTIONS,
    signed_in: bool,
    workflow: Workflow,
) -> tuple[Group, ...]:
    ideas = dict(counts)
    everything = Option(
        "Everything",
        address.href(status=None),
        address.status is None,
        sum(number for status, number in counts if status not in workflow.inside),
    )
    statuses = tuple(
        Option(
            step.name,
            address.href(status=step.status),
            address.status is step.status,
            ideas.get(step.status, 0),
            step,
        )
        for step in workflow.steps
    )
    about = tuple(
        Option(
            tag.name,
            address.href(tag=None if tag.slug == address.tag else tag.slug),
            tag.slug == address.tag,
            tag.ideas,
        )
        for tag in tags
    )
    groups = [Group("Status", (everything, *statuses))]
    if about:
        groups.append(Group("About", about))
    wrong = dict(questions.wrong)
    groups += [group_of(address, field, wrong) for field in questions.fields]
    if questions.segments:
        groups.append(segments_in(address, questions.segments))
    if signed_in:
        yours = Option("You", address.href(mine=not address.mine), address.mine)
        groups.append(Group("From", (yours,)))
    return tuple(groups)


def segments_in(address: Address, segments: tuple[SegmentLine, ...]) -> Group:
    """Whose ideas and votes the list can be cut to."""
    options = tuple(
        Option(
            one.name,
            address.href(segment=None if one.slug == address.segment else one.slug),
            one.slug == address.segment,
        )
        for one in segments
    )
    return Group("Segment", options)


def group_of(address: Address, field: AskedField, wrong: dict[str, str]) -> Group:
    """What can be chosen of one of the project's own questions, or sought in it."""
    if field.kind in {FieldKind.CHOICE, FieldKind.YES_NO}:
        options = tuple(
            Option(
                words,
                address.saying(None if address.said == said else said),
                address.said == said,
            )
            for value, words in field.options[1:]
            for said in (f"{field.slug}:{value}",)
        )
        return Group(field.label, options, is_theirs=True)
    return Group(field.label, (), is_theirs=True, seek=seek_in(address, field, wrong))


def seek_in(address: Address, field: AskedField, wrong: dict[str, str]) -> Seek:
    here = address.said == field.slug
    typed = {"has": address.has, "least": address.least, "most": address.most}
    blanks = tuple(
        Blank(
            CALLED.get(name, name),
            label,
            kind,
            (typed[name] or "") if here else "",
            wrong.get(name, "") if here else "",
        )
        for name, label, kind in BLANKS[field.kind]
    )
    keep = address.query(said=field.slug, **NOTHING_SOUGHT)
    away = address.saying(None) if here else None
    return Seek(address.path, field.slug, keep, blanks, away)
