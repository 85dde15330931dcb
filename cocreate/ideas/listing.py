"""What stands around a list of ideas: its orders, its filters, its address."""

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from cocreate.ideas.queries import AskedField, Sort
from cocreate.ideas.queries.tags import TagCount
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import Step, Workflow

SORTS = (
    (Sort.TOP, "Top"),
    (Sort.RISING, "Rising"),
    (Sort.NEW, "New"),
    (Sort.ANSWERED, "Answered"),
)


class Option(NamedTuple):
    """One choice beside a list."""

    words: str
    href: str
    here: bool
    figure: int | None = None
    step: Step | None = None


class Group(NamedTuple):
    title: str
    options: tuple[Option, ...]
    is_theirs: bool = False  # its words are the project's own


class Address(NamedTuple):
    """Where a list is, and what was chosen: all of it lives in the URL."""

    path: str
    sort: Sort = Sort.TOP
    status: Status | None = None
    tag: str | None = None
    prompt: int | None = None
    mine: bool = False
    said: str | None = None  # “question:answer”, both as the project says them

    def href(self, **changed: object) -> str:
        """The same list with something chosen otherwise; always its first page."""
        values = {**self._asdict(), **changed}
        path = str(values.pop("path"))
        if values["sort"] is Sort.TOP:
            values["sort"] = None
        values["mine"] = "yes" if values["mine"] else None
        query = {
            name: str(value) for name, value in values.items() if value is not None
        }
        return f"{path}?{urlencode(query)}" if query else path

    def at(self, place: str | None) -> str | None:
        """The page of this list that begins at a place; None when there is none."""
        if place is None:
            return None
        href = self.href()
        return f"{href}{'&' if '?' in href else '?'}{urlencode({'page': place})}"

    def summary(self, workflow: Workflow) -> str:
        """What is chosen, in words."""
        chosen = [workflow.step(self.status).name] if self.status else []
        chosen += [self.tag] if self.tag else []
        chosen += [self.said.partition(":")[2].capitalize()] if self.said else []
        chosen += ["Yours"] if self.mine else []
        return ", ".join(chosen) or "Everything"


@lru_cache(maxsize=1_000)
def tabs_of(address: Address) -> tuple[Option, ...]:
    return tuple(
        Option(words, address.href(sort=sort), sort is address.sort)
        for sort, words in SORTS
    )


@lru_cache(maxsize=1_000)
def groups_of(
    address: Address,
    *,
    counts: tuple[tuple[Status, int], ...],
    tags: tuple[TagCount, ...],
    fields: tuple[AskedField, ...] = (),
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
    groups += [group_of(address, field) for field in fields]
    if signed_in:
        yours = Option("You", address.href(mine=not address.mine), address.mine)
        groups.append(Group("From", (yours,)))
    return tuple(groups)


def group_of(address: Address, field: AskedField) -> Group:
    """What can be chosen of one of the project's own questions."""
    options = tuple(
        Option(
            words,
            address.href(said=None if address.said == said else said),
            address.said == said,
        )
        for value, words in field.options[1:]
        for said in (f"{field.slug}:{value}",)
    )
    return Group(field.label, options, is_theirs=True)
