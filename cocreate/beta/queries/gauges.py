"""Questions about what testers hold of builds, for pages and for the gates of rings."""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Select, distinct, func, select, union

from cocreate.beta.gauges import SCORES, Gauge, Satisfaction
from cocreate.beta.kinds import Outcome, ReportKind, Severity
from cocreate.beta.models import (
    BetaReport,
    BuildRating,
    Download,
    ReportJoin,
    ReportJudgement,
    Task,
    TaskAnswer,
)
from cocreate.kernel.asking import KEYS
from cocreate.kernel.db import AnySelect, ask
from cocreate.kernel.ids import BuildId

SEVERITY = func.coalesce(ReportJudgement.severity, BetaReport.severity)
NOTHING = (0,) * len(SCORES)


def satisfaction(build_id: BuildId) -> Satisfaction:
    """How satisfied those who tried a build are."""
    return satisfactions([build_id])[build_id]


def satisfactions(build_ids: Iterable[BuildId]) -> dict[BuildId, Satisfaction]:
    """The same of several builds, in one query."""
    counts = {key: [*NOTHING] for key in build_ids}
    if counts:
        for build_id, score, number in ask(SCORED, keys=[*counts]):
            counts[build_id][score - 1] = number
    return {key: Satisfaction(tuple(told)) for key, told in counts.items()}


SCORED = (
    select(BuildRating.build_id, BuildRating.score, func.count())
    .where(BuildRating.build_id.in_(KEYS))
    .group_by(BuildRating.build_id, BuildRating.score)
)


def blocking(build_id: BuildId) -> Gauge:
    """Of those who tried a build, how many are stopped by something in it."""
    return blockings([build_id])[build_id]


def blockings(build_ids: Iterable[BuildId]) -> dict[BuildId, Gauge]:
    """The same of several builds, in two queries."""
    wanted = [*build_ids]
    if not wanted:
        return {}
    stopped = dict(pairs(counting_stopped(), wanted))
    tried = dict(pairs(counting_tried(), wanted))
    return {key: Gauge(stopped.get(key, 0), tried.get(key, 0)) for key in wanted}


def pairs(counting: AnySelect, keys: list[BuildId]) -> list[tuple[BuildId, int]]:
    return [(row[0], row[1]) for row in ask(counting, keys=keys)]


@lru_cache(maxsize=1)
def counting_stopped() -> AnySelect:
    """People by build who have a problem that stops them; what was declined is none."""
    own = bad(select(BetaReport.build_id, BetaReport.author_id.label("person_id")))
    joined = bad(
        select(ReportJoin.build_id, ReportJoin.person_id).join(
            BetaReport, BetaReport.id == ReportJoin.report_id
        )
    )
    return counted(
        own.where(BetaReport.build_id.in_(KEYS)),
        joined.where(ReportJoin.build_id.in_(KEYS)),
    )


def bad(people: AnySelect) -> AnySelect:
    return people.outerjoin(
        ReportJudgement, ReportJudgement.report_id == BetaReport.id
    ).where(
        BetaReport.kind == ReportKind.PROBLEM,
        BetaReport.outcome != Outcome.DECLINED,
        SEVERITY == Severity.BLOCKING,
    )


@lru_cache(maxsize=1)
def counting_tried() -> AnySelect:
    return counted(*trying())


def trying() -> tuple[AnySelect, ...]:
    """Who tried which build: whoever has its bytes, or says anything of it."""
    return (
        select(Download.build_id, Download.person_id).where(
            Download.build_id.in_(KEYS), Download.bytes_offered > 0
        ),
        *(saying.where(saying.selected_columns[0].in_(KEYS)) for saying in said()),
    )


def said() -> tuple[Select[int, int], ...]:
    """Who said anything of which build, by each way to say it."""
    return (
        select(BetaReport.build_id, BetaReport.author_id.label("person_id")),
        select(ReportJoin.build_id, ReportJoin.person_id),
        select(BuildRating.build_id, BuildRating.person_id),
        select(Task.build_id, TaskAnswer.person_id).join(
            Task, Task.id == TaskAnswer.task_id
        ),
    )


def counted(*ways: AnySelect) -> AnySelect:
    """How many different people there are by build, whichever way they came."""
    people = union(*ways).subquery()
    build_id, person_id = people.c
    return select(build_id, func.count(distinct(person_id))).group_by(build_id)
