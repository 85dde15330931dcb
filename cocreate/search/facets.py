"""What was found, counted: each count is a way to narrow it down."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cocreate.ideas.queries.conditions import slugs_of
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL, Step, Workflow, seen
from cocreate.kernel.policy import Actor
from cocreate.projects import queries as projects
from cocreate.search.meanings import Operator, plain
from cocreate.search.sought import Sought
from cocreate.search.subject import Subject
from cocreate.search.told import Seen

MOST_VALUES = 10
WHO = (("team", "The team"), ("customer", "Customers"))


class Choice(NamedTuple):
    """A value that some of what was found has: as it is typed, and in words."""

    value: str
    words: str
    number: int
    is_chosen: bool
    step: Step | None = None


class Facet(NamedTuple):
    """The values of one operator."""

    operator: Operator
    choices: tuple[Choice, ...]


def facets_of(actor: Actor, sought: Sought, shown: Sequence[Seen]) -> tuple[Facet, ...]:
    """What was found by kind, status, tag, project and who said it."""
    found = {
        Operator.KIND: kinds(shown),
        Operator.STATUS: statuses(actor, sought, shown),
        Operator.TAG: tags(shown),
        Operator.PROJECT: places(actor, sought, shown),
        Operator.BY: authors(shown),
    }
    return tuple(
        Facet(operator, tuple(chosen(sought, operator, choices)))
        for operator, choices in found.items()
        if choices
    )


def chosen(
    sought: Sought, operator: Operator, choices: Iterable[Choice]
) -> Iterable[Choice]:
    asked = {
        plain(value)
        for limit in sought.reading.limits
        if limit.operator is operator and not limit.is_without
        for value in limit.values
    }
    for one in choices:
        yield one._replace(is_chosen=plain(one.value) in asked)


def kinds(shown: Sequence[Seen]) -> list[Choice]:
    counts = Counter(one.kind for one in shown)
    return [choice(kind, kind, counts[kind]) for kind in Subject if counts[kind]]


def statuses(actor: Actor, sought: Sought, shown: Sequence[Seen]) -> list[Choice]:
    """As the project calls them, where it is one."""
    counts: Counter[Status] = Counter(one.status for one in shown if one.status)
    if not counts:
        return []
    workflow = workflow_in(actor, sought)
    return [
        choice(plain(step.status), step.name, counts[step.status], step)
        for step in workflow.steps
        if counts[step.status]
    ]


def workflow_in(actor: Actor, sought: Sought) -> Workflow:
    if sought.projects is None or len(sought.projects) != 1:
        return USUAL
    project_id = sought.projects[0]
    known = (one.workflow for one in sought.places if one.id == project_id)
    kept = next(known, None)
    if kept is None:
        kept = projects.workflow_of(project_id)
    return seen(kept, insider=actor.is_company)


def tags(shown: Sequence[Seen]) -> list[Choice]:
    """Those that file the most; one that projects write differently by its first."""
    named = Counter(name for one in shown for name in one.tags.splitlines())
    numbers: Counter[str] = Counter()
    names: dict[str, str] = {}
    for name in sorted(named):
        for slug in slugs_of([name]):
            numbers[slug] += named[name]
            names.setdefault(slug, name)
    most = sorted(numbers, key=lambda slug: (-numbers[slug], slug))[:MOST_VALUES]
    return [choice(slug, names[slug], numbers[slug]) for slug in most]


def places(actor: Actor, sought: Sought, shown: Sequence[Seen]) -> list[Choice]:
    if sought.projects is not None and len(sought.projects) == 1:
        return []
    counts = Counter(one.project_id for one in shown)
    every = (sought.places or projects.places(actor)) if counts else ()
    known = {place.id: place for place in every}
    return [
        choice(known[key].slug, known[key].name, number)
        for key, number in counts.most_common(MOST_VALUES)
        if key in known
    ]


def authors(shown: Sequence[Seen]) -> list[Choice]:
    team = sum(one.is_company for one in shown)
    numbers = {"team": team, "customer": len(shown) - team}
    return [choice(who, words, numbers[who]) for who, words in WHO if numbers[who]]


def choice(value: str, words: str, number: int, step: Step | None = None) -> Choice:
    return Choice(value, words, number, is_chosen=False, step=step)
