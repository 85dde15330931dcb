"""What testers did with builds, and what they reported of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, union
from sqlalchemy.orm import aliased

from cocreate.beta.models import (
    BetaReport,
    Build,
    BuildRating,
    Download,
    HonourAnswer,
    Programme,
    ReportJoin,
    ReportJudgement,
    Task,
    TaskAnswer,
)
from cocreate.cli.exporting.hanging import files_on
from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    batches,
    named,
    present,
    written,
)
from cocreate.decisions.models import Decision
from cocreate.ideas.models import Attachment
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import BuildId
from cocreate.people.models import Person
from cocreate.projects.models import Project

MOST_ATTEMPTS = 1_000  # of one tester at one build: as many as a line holds
Other = aliased(Person, name="other")
Told = dict[int, list[Row]]  # by whoever it is of


def tested(chosen: Selection) -> Iterator[Row]:
    """One line for each tester of each build: fetched, tried, rated, judged by them."""
    query = chosen.of_projects(
        select(Build.id, Build.platform, Build.version, Project.slug)
        .join(Programme, Programme.id == Build.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .order_by(Build.id)
    )
    for build_id, platform, version, slug in db.session.execute(query).all():
        what = {"project_slug": slug, "platform": str(platform), "version": version}
        for some in batches(testers_of(build_id, chosen)):
            yield from rows_of(what, build_id, some, chosen)


def testers_of(build_id: BuildId, chosen: Selection) -> AnySelect:
    did = union(
        select(Download.person_id).where(Download.build_id == build_id),
        select(BuildRating.person_id).where(BuildRating.build_id == build_id),
        select(HonourAnswer.person_id).where(HonourAnswer.build_id == build_id),
        select(TaskAnswer.person_id)
        .join(Task, Task.id == TaskAnswer.task_id)
        .where(Task.build_id == build_id),
    ).subquery()
    query = select(Person.id, Person.name).where(Person.id.in_(select(did)))
    return chosen.of_voters(query, Person.id).order_by(Person.id)


def rows_of(
    what: Row, build_id: BuildId, some: Sequence[Any], chosen: Selection
) -> Iterator[Row]:
    people = [person_id for person_id, _ in some]
    downloads = attempts(build_id, people)
    ratings = rated(build_id, people)
    tasks = tried(build_id, people, chosen)
    verdicts = honoured(build_id, people)
    for person_id, name in some:
        yield {**what, **named("person", person_id, name), "internal": True} | present(
            downloads=downloads.get(person_id, [])[:MOST_ATTEMPTS] or None,
            rating=next(iter(ratings.get(person_id, ())), None),
            tasks=tasks.get(person_id),
            verdicts=verdicts.get(person_id),
        )


def gathered(query: AnySelect, whose: Any, row: Any) -> Told:
    """What rows say, by whoever they are of."""
    found: Told = {}
    for one in db.session.execute(query):
        found.setdefault(whose(one), []).append(row(one))
    return found


def attempts(build_id: BuildId, people: Sequence[int]) -> Told:
    query = (
        select(Download)
        .where(Download.build_id == build_id, Download.person_id.in_(people))
        .order_by(Download.id)
    )
    return gathered(query, lambda one: one[0].person_id, lambda one: attempt(one[0]))


def attempt(one: Download) -> Row:
    return {
        "at": written(one.attempted_at),
        "status": one.status,
        "offered": one.bytes_offered,
    } | present(
        sent=one.bytes_sent,
        first=one.first_byte or None,
        link=one.link or None,
        reason=one.reason or None,
    )


def rated(build_id: BuildId, people: Sequence[int]) -> Told:
    query = select(BuildRating).where(
        BuildRating.build_id == build_id, BuildRating.person_id.in_(people)
    )

    def row(one: Any) -> Row:
        said = {"score": one[0].score, "at": written(one[0].rated_at)}
        return said | present(why=one[0].why or None)

    return gathered(query, lambda one: one[0].person_id, row)


def tried(build_id: BuildId, people: Sequence[int], chosen: Selection) -> Told:
    query = (
        select(TaskAnswer, Task.title)
        .join(Task, Task.id == TaskAnswer.task_id)
        .where(Task.build_id == build_id, TaskAnswer.person_id.in_(people))
        .order_by(TaskAnswer.id)
    )
    holding = [one.id for one, _ in db.session.execute(query) if one.files]
    files = files_on(chosen, Attachment.task_answer_id, holding)

    def row(one: Any) -> Row:
        answer, title = one
        said = {"task": title, "went": str(answer.went)}
        return (
            said
            | {"at": written(answer.answered_at)}
            | present(note=answer.note or None, attachments=files.get(answer.id))
        )

    return gathered(query, lambda one: one[0].person_id, row)


def honoured(build_id: BuildId, people: Sequence[int]) -> Told:
    query = (
        select(HonourAnswer, Decision.title, Other.name)
        .join(Decision, Decision.id == HonourAnswer.decision_id)
        .outerjoin(Other, Other.id == HonourAnswer.resolved_by_id)
        .where(HonourAnswer.build_id == build_id, HonourAnswer.person_id.in_(people))
        .order_by(HonourAnswer.id)
    )

    def row(one: Any) -> Row:
        answer, decision, by = one
        return {
            "decision": decision,
            "honours": str(answer.honours),
            "at": written(answer.answered_at),
            **named("resolved_by", answer.resolved_by_id, by),
        } | present(
            note=answer.note or None,
            resolution=answer.resolution or None,
            resolved=written(answer.resolved_at),
        )

    return gathered(query, lambda one: one[0].person_id, row)


def reports(chosen: Selection) -> Iterator[Row]:
    """What testers found, who else did, and what became of it."""
    query = chosen.of_projects(
        select(BetaReport, Project.slug, Person.name, Other.name)
        .join(Programme, Programme.id == BetaReport.programme_id)
        .join(Project, Project.id == Programme.project_id)
        .join(Person, Person.id == BetaReport.author_id)
        .outerjoin(Other, Other.id == BetaReport.linked_by_id)
        .order_by(BetaReport.id)
    )
    query = chosen.of_voters(query, BetaReport.author_id)
    known: dict[BuildId | None, Row] = {}
    for some in batches(query):
        know(known, some)
        holding = [row[0].id for row in some if row[0].files]
        files = files_on(chosen, Attachment.report_id, holding)
        keys = [row[0].id for row in some]
        joins, judgements = joined(keys, known), judged(keys)
        for report, slug, author, linker in some:
            yield {
                "project_slug": slug,
                "build": known[report.build_id],
                **named("author", report.author_id, author),
                **words_of(report),
                **named("linked_by", report.linked_by_id, linker),
                "internal": True,
            } | present(
                fixed_in=known.get(report.fixed_in_id),
                joins=joins.get(report.id),
                judgement=next(iter(judgements.get(report.id, ())), None),
                attachments=files.get(report.id),
            )


def know(known: dict[BuildId | None, Row], some: Sequence[Any]) -> None:
    """What to call the builds that reports speak of."""
    wanted = {key for row in some for key in (row[0].build_id, row[0].fixed_in_id)}
    keys = [row[0].id for row in some]
    known |= names_of(Build.id.in_(wanted - known.keys() - {None}))
    joined_in = select(ReportJoin.build_id).where(ReportJoin.report_id.in_(keys))
    known |= names_of(Build.id.in_(joined_in))


def names_of(which: ColumnElement[bool]) -> dict[BuildId | None, Row]:
    rows = db.session.execute(
        select(Build.id, Build.platform, Build.version).where(which)
    )
    return {key: {"platform": str(on), "version": version} for key, on, version in rows}


def words_of(report: BetaReport) -> Row:
    return {
        "kind": str(report.kind),
        "title": report.title,
        "body": report.body,
        "reported": written(report.reported_at),
        "outcome": str(report.outcome),
    } | present(
        severity=report.severity and str(report.severity),
        steps=report.steps or None,
        device=report.device or None,
        answer=report.answer or None,
        judged=written(report.judged_at),
        idea=str(report.idea_id) if report.idea_id else None,
        made_idea=report.made_idea or None,
        linked=written(report.linked_at),
    )


def joined(keys: Sequence[int], known: dict[BuildId | None, Row]) -> Told:
    query = (
        select(ReportJoin, Person.name)
        .join(Person, Person.id == ReportJoin.person_id)
        .where(ReportJoin.report_id.in_(keys))
        .order_by(ReportJoin.report_id, ReportJoin.joined_at, ReportJoin.person_id)
    )

    def row(one: Any) -> Row:
        join, name = one
        return {
            **named("person", join.person_id, name),
            "build": known[join.build_id],
            "at": written(join.joined_at),
        } | present(device=join.device or None)

    return gathered(query, lambda one: one[0].report_id, row)


def judged(keys: Sequence[int]) -> Told:
    query = (
        select(ReportJudgement, Person.name)
        .join(Person, Person.id == ReportJudgement.by_id)
        .where(ReportJudgement.report_id.in_(keys))
    )

    def row(one: Any) -> Row:
        said, by = one
        told = {"at": written(said.judged_at), **named("by", said.by_id, by)}
        return told | present(
            severity=said.severity and str(said.severity), note=said.note or None
        )

    return gathered(query, lambda one: one[0].report_id, row)
