"""Questions about credits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from cocreate.beta.queries import (
    join_counts_for_builds,
    report_counts_for_builds,
    task_counts_for_builds,
    verdict_counts_for_builds,
)
from cocreate.credits.kinds import CreditKind
from cocreate.credits.models import Credit
from cocreate.decisions.queries import contributions_by_person
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId, ReleaseId
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import faces
from cocreate.releases import queries as releases
from cocreate.releases.models import Release

Due = Counter[tuple[PersonId, CreditKind]]

NOUNS = {
    CreditKind.IDEA: ("the idea", "ideas"),
    CreditKind.COMMENT: ("a comment", "comments"),
    CreditKind.REPORT: ("a test report", "test reports"),
    CreditKind.JOIN: ("a report confirmed", "reports confirmed"),
    CreditKind.TASK: ("a task tried", "tasks tried"),
    CreditKind.VERDICT: ("a verdict on it", "verdicts on it"),
}
BY_TESTING = {
    CreditKind.REPORT,
    CreditKind.JOIN,
    CreditKind.TASK,
    CreditKind.VERDICT,
}


@dataclass(frozen=True, slots=True)
class Credited:
    """One person on a release, and what they gave it."""

    person: Face
    given: tuple[tuple[CreditKind, int], ...]
    thanks: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """In words: the team's own, or "the idea, 2 comments and 9 test reports"."""
        if not self.thanks:
            return in_words(self.given)
        tested = [given for given in self.given if given[0] in BY_TESTING]
        return ", ".join([*self.thanks, *([in_words(tested)] if tested else [])])

    @property
    def contributions(self) -> int:
        return sum(number for _, number in self.given)


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A release that carries a person's name, and what for."""

    release_id: ReleaseId
    project_id: ProjectId
    title: str
    version: str
    published_at: datetime | None
    what: str


def in_words(given: Iterable[tuple[CreditKind, int]]) -> str:
    said = [worded(kind, number) for kind, number in in_order(given)]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def worded(kind: CreditKind, number: int) -> str:
    one, many = NOUNS[kind]
    return one if number == 1 else f"{number} {many}"


def credits_of(release_id: ReleaseId) -> Sequence[Credit]:
    """The credits stored for a release: for deriving them anew."""
    return db.session.scalars(
        select(Credit).where(Credit.release_id == release_id).order_by(Credit.id)
    ).all()


def of_release(release_id: ReleaseId) -> list[Credited]:
    """The people in a release that the actor has been let to, who gave most first."""
    rows = db.session.execute(
        select(Credit.person_id, Credit.kind, Credit.contributions)
        .where(Credit.release_id == release_id)
        .order_by(Credit.person_id, Credit.kind)
    ).all()
    return credited(release_id, ((row[0], row[1], row[2]) for row in rows))


def due_to(release_id: ReleaseId) -> list[Credited]:
    """The people a release will thank, or thanks before that has been written down."""
    due = credits_due(release_id)
    return credited(release_id, ((*one, number) for one, number in due.items()))


def credits_due(release_id: ReleaseId) -> Due:
    """What each customer gave: nothing hidden counts, and nobody of the company."""
    due: Due = Counter()
    decided = releases.decisions_shipped([release_id])[release_id]
    cited = contributions_by_person(decided)
    for person_id, given in cited.items():
        due[person_id, CreditKind.IDEA] = len(given.ideas)
        due[person_id, CreditKind.COMMENT] = len(given.comments)
    built = releases.builds_shipped([release_id])[release_id]
    ideas = {key for given in cited.values() for key in given.ideas}
    tested = {
        CreditKind.REPORT: report_counts_for_builds(built, ideas),
        CreditKind.JOIN: join_counts_for_builds(built, ideas),
        CreditKind.TASK: task_counts_for_builds(built),
        CreditKind.VERDICT: verdict_counts_for_builds(built),
    }
    for kind, counts in tested.items():
        due.update({(person_id, kind): many for person_id, many in counts.items()})
    known = faces(person_id for person_id, _ in due)
    return Counter(
        {
            (person_id, kind): number
            for (person_id, kind), number in due.items()
            if number and not known[person_id].is_company
        }
    )


def credited(
    release_id: ReleaseId, rows: Iterable[tuple[PersonId, CreditKind, int]]
) -> list[Credited]:
    """Each person with what they gave, who gave most first."""
    given: dict[PersonId, list[tuple[CreditKind, int]]] = defaultdict(list)
    for person_id, kind, number in rows:
        given[person_id].append((kind, number))
    known = faces(given)
    cited = contributions_by_person(
        releases.decisions_shipped([release_id])[release_id]
    )
    found = [
        Credited(known[key], in_order(kinds), tuple(cited[key].thanks))
        for key, kinds in given.items()
    ]
    return sorted(found, key=lambda one: (-one.contributions, one.person.name))


def in_order(
    kinds: Iterable[tuple[CreditKind, int]],
) -> tuple[tuple[CreditKind, int], ...]:
    order = list(CreditKind)
    return tuple(sorted(kinds, key=lambda given: order.index(given[0])))


def people_of_releases(
    release_ids: Iterable[ReleaseId],
) -> dict[ReleaseId, list[Face]]:
    """Who is thanked on each of these releases, who gave most first; two queries."""
    rows = db.session.execute(
        select(Credit.release_id, Credit.person_id, Credit.contributions).where(
            Credit.release_id.in_(list(release_ids))
        )
    ).all()
    given: dict[ReleaseId, dict[PersonId, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        given[row.release_id][row.person_id] += row.contributions
    known = faces(row.person_id for row in rows)
    return {
        release_id: [known[person_id].quoted for person_id, _ in most_first(people)]
        for release_id, people in given.items()
    }


def in_public(people: Iterable[Credited]) -> tuple[list[Credited], int]:
    """Those who agreed to be named, as they agreed; and how many others there are."""
    known = list(people)
    named = [
        replace(one, person=one.person.quoted)
        for one in known
        if one.person.credited_as.shows
    ]
    return named, len(known) - len(named)


def most_first(people: dict[PersonId, int]) -> list[tuple[PersonId, int]]:
    return sorted(people.items(), key=lambda one: (-one[1], one[0]))


def of_person(
    actor: Actor, person_id: PersonId, *, most: int = 100
) -> list[CreditLine]:
    """The releases, the newest first, that carry a person's name and the actor sees."""
    rows = db.session.execute(
        releases.visible_to(actor)
        .join(Credit, Credit.release_id == Release.id)
        .where(Credit.person_id == person_id, Release.published_at.is_not(None))
        .order_by(Release.published_at.desc(), Release.id.desc(), Credit.kind)
        .limit(most * len(CreditKind))
        .with_only_columns(
            Release.id,
            Release.project_id,
            Release.title,
            Release.version,
            Release.published_at,
            Credit.kind,
            Credit.contributions,
        )
    ).all()
    given: dict[ReleaseId, list[tuple[CreditKind, int]]] = defaultdict(list)
    for row in rows:
        given[row.id].append((row.kind, row.contributions))
    firsts = {row.id: row for row in rows}
    return [
        CreditLine(*row[:5], in_words(given[release_id]))
        for release_id, row in firsts.items()
    ]
