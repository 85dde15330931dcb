"""What operators mean for a reader: facts for the index, conditions for the database.

Which status, project or person is meant depends on what the reader may know of: what
is called by a name that they may not know is called by nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, false, not_, or_

from cocreate.decisions.queries import cited_idea_ids
from cocreate.discussion.queries import followed_ids
from cocreate.ideas import workflow
from cocreate.ideas.queries import conditions as ideas
from cocreate.ideas.status import Status
from cocreate.kernel.db import AnySelect
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import Actor
from cocreate.people.queries import ids_called
from cocreate.projects.queries import ProjectPlace
from cocreate.search import facts
from cocreate.search.meanings import (
    CUSTOMERS,
    ME,
    TEAM,
    Being,
    Having,
    Operator,
    being,
    having,
    plain,
    span_of,
)
from cocreate.votes.queries import ids_voted_by

MOST_PEOPLE = 30
MOST_DIGITS = 15
CLOSED = (Status.SHIPPED, Status.DECLINED)
OPEN = tuple(step.status for step in workflow.USUAL.steps if step.status not in CLOSED)
HOUSE = {
    **{plain(step.name): step.status for step in workflow.USUAL.steps},
    **{plain(status): status for status in Status if status is not Status.MERGED},
}

Condition = ColumnElement[bool]


class Meaning(NamedTuple):
    """What one value of an operator asks for.

    A meaning without facts moves too often, or is too much inside, for an index.
    """

    condition: Condition
    facts: frozenset[str] = frozenset()
    ideas_only: bool = True


NOBODY = "author:0"


class Reader(NamedTuple):
    """Who asks, and what the projects that they may know of are called."""

    actor: Actor
    places: tuple[ProjectPlace, ...] = ()

    def workflow(self, place: ProjectPlace) -> workflow.Workflow:
        return workflow.seen(place.workflow, insider=self.actor.is_company)


def meaning_of_status(reader: Reader, value: str) -> Meaning | None:
    """A status by the product's words, or as a project calls it."""
    called = plain(value)
    found: list[ideas.Place] = [(HOUSE[called], None)] if called in HOUSE else []
    found += [
        (step.status, place.id)
        for place in reader.places
        for step in reader.workflow(place).steps
        if plain(step.name) == called and (step.status, None) not in found
    ]
    return standing(reader, found) if found else None


def standing(reader: Reader, found: Iterable[ideas.Place]) -> Meaning:
    """No fact tells of what is kept inside: there the company asks the database."""
    wanted = list(found)
    insider = reader.actor.is_company
    condition = ideas.at_status(wanted, insider=insider)
    if insider and any(keeps_inside(place) for place in reader.places):
        return Meaning(condition)
    return Meaning(condition, frozenset(fact_of(*one) for one in wanted))


def keeps_inside(place: ProjectPlace) -> bool:
    return bool(workflow.read(place.workflow).inside)


def fact_of(status: Status, project_id: ProjectId | None) -> str:
    return f"status:{status}" + (f"@{project_id}" if project_id else "")


def meaning_of_tag(_: Reader, value: str) -> Meaning | None:
    slugs = ideas.slugs_of([value])
    told = frozenset(f"tag:{slug}" for slug in slugs)
    return Meaning(ideas.filed_under(slugs), told) if slugs else None


def meaning_of_author(reader: Reader, value: str) -> Meaning:
    """Whether there is nobody of a name, or nothing by them, is not told apart."""
    people = people_called(reader, value)
    told = frozenset(f"author:{key}" for key in people) or frozenset({NOBODY})
    return Meaning(ideas.written_by(people), told, ideas_only=False)


def people_called(reader: Reader, value: str) -> list[int]:
    said = value.strip()
    if plain(said) in ME:
        return [reader.actor.person_id] if reader.actor.is_member else []
    number = said.removeprefix("#")
    if number.isdecimal() and number.isascii() and len(number) <= MOST_DIGITS:
        return [int(number)]
    return [*ids_called(said.removeprefix("@"), MOST_PEOPLE)]


def meaning_of_by(reader: Reader, value: str) -> Meaning:
    said = plain(value)
    if said in TEAM:
        told = frozenset({facts.BY_TEAM})
        return Meaning(ideas.by_company(), told, ideas_only=False)
    if said in CUSTOMERS:
        told = frozenset({facts.BY_CUSTOMER})
        return Meaning(not_(ideas.by_company()), told, ideas_only=False)
    return meaning_of_author(reader, value)


def meaning_of_has(_: Reader, value: str) -> Meaning | None:
    known = having(value)
    return HAS[known]() if known else None


def meaning_of_is(reader: Reader, value: str) -> Meaning | None:
    known = being(value)
    return IS[known](reader) if known else meaning_of_status(reader, value)


def of_member(reader: Reader, ids: AnySelect) -> Meaning:
    """What is theirs alone, and so in no index; a stranger's is nothing."""
    return Meaning(ideas.is_one_of(ids) if reader.actor.is_member else false())


def meaning_of_votes(_: Reader, value: str) -> Meaning | None:
    span = span_of(value)
    return Meaning(ideas.has_votes(*span)) if span else None


HAS: dict[Having, Callable[[], Meaning]] = {
    Having.RESPONSE: lambda: Meaning(ideas.is_responded(), frozenset({facts.RESPONSE})),
    Having.DECISION: lambda: Meaning(
        ideas.is_one_of(cited_idea_ids()),
        frozenset({facts.DECISION}),
        ideas_only=False,
    ),
    Having.ATTACHMENT: lambda: Meaning(
        ideas.has_files(), frozenset({facts.FILE}), ideas_only=False
    ),
    Having.COMMENTS: lambda: Meaning(ideas.has_comments()),
    Having.VOTES: lambda: Meaning(ideas.has_votes(1, None)),
}

IS: dict[Being, Callable[[Reader], Meaning]] = {
    Being.ANSWERED: lambda _: Meaning(ideas.is_answered(), frozenset({facts.ANSWERED})),
    Being.UNANSWERED: lambda _: Meaning(not_(ideas.is_answered())),
    Being.OPEN: lambda reader: standing(reader, [(one, None) for one in OPEN]),
    Being.CLOSED: lambda reader: standing(reader, [(one, None) for one in CLOSED]),
    Being.MERGED: lambda _: Meaning(ideas.is_head(), frozenset({facts.MERGED})),
    Being.MINE: lambda reader: meaning_of_author(reader, "me"),
    Being.FOLLOWED: lambda reader: of_member(reader, followed_ids(reader.actor)),
    Being.VOTED: lambda reader: of_member(reader, ids_voted_by(reader.actor)),
}

MEANINGS: dict[Operator, Callable[[Reader, str], Meaning | None]] = {
    Operator.STATUS: meaning_of_status,
    Operator.TAG: meaning_of_tag,
    Operator.AUTHOR: meaning_of_author,
    Operator.BY: meaning_of_by,
    Operator.HAS: meaning_of_has,
    Operator.IS: meaning_of_is,
    Operator.VOTES: meaning_of_votes,
}


def said_from(day: int) -> Condition:
    return ideas.proposed_from(date.fromordinal(day))


def said_before(day: int) -> Condition:
    return ideas.proposed_before(date.fromordinal(day))


def any_of(meanings: Iterable[Meaning]) -> Meaning:
    """What meets one of these; known to the index when every one of them is."""
    every = list(meanings)
    told = frozenset(fact for one in every for fact in one.facts)
    return Meaning(
        or_(*(one.condition for one in every)),
        told if all(one.facts for one in every) else frozenset(),
        ideas_only=any(one.ideas_only for one in every),
    )
