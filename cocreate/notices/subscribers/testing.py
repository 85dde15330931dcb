"""What comes of testing: those who found something hear what became of it."""

from cocreate.beta import queries as beta
from cocreate.beta.events import (
    BuildAssigned,
    BuildWidened,
    NoResolved,
    ProgrammeEnded,
    ReportJudged,
    ReportLinked,
    TestersNudged,
)
from cocreate.beta.kinds import NUDGE_WORDS, OUTCOME_NAMES, Outcome, Step
from cocreate.decisions.queries import people_cited_by, published
from cocreate.ideas.queries import titles
from cocreate.kernel.clock import local
from cocreate.kernel.ids import (
    BuildId,
    HonourId,
    IdeaId,
    PersonId,
    ProgrammeId,
    ReportId,
)
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind


def report_judged(event: ReportJudged) -> None:
    """Whoever found it, once for each thing that is said to have become of it."""
    report = beta.get_report(WORKER, ReportId(event.report_id))
    programme = beta.get_programme(WORKER, report.programme_id)
    news = News(
        kind=Kind.JUDGED,
        about=f"report:{report.id}:{event.outcome}",
        path=f"/reports/{report.id}",
        words=report.title,
        detail=report.answer or OUTCOME_NAMES[Outcome(event.outcome)],
        actor_id=PersonId(event.by_id),
        project_id=programme.project_id,
    )
    tell(beta.people_of_report(report.id), news)


def report_linked(event: ReportLinked) -> None:
    """What they found is an idea now, or stands behind one."""
    report = beta.get_report(WORKER, ReportId(event.report_id))
    programme = beta.get_programme(WORKER, report.programme_id)
    idea = titles(WORKER, [IdeaId(event.idea_id)]).get(IdeaId(event.idea_id))
    news = News(
        kind=Kind.TAKEN_UP,
        about=f"report:{report.id}:idea:{event.idea_id}",
        path=f"/ideas/{event.idea_id}",
        words=idea.title if idea else report.title,
        detail=report.title,
        actor_id=PersonId(event.by_id),
        project_id=programme.project_id,
    )
    tell(beta.people_of_report(report.id), news)


def build_to_honour(event: BuildAssigned | BuildWidened) -> None:
    """Those cited who have the build are asked whether it does what was decided."""
    build = beta.get_build(WORKER, BuildId(event.build_id))
    programme = beta.get_programme(WORKER, build.programme_id)
    given = set(beta.people_reached(build.id))
    carried = beta.decision_ids_of([build.id])[build.id]
    cited = people_cited_by(carried)
    for decision in published(WORKER, carried):
        news = News(
            kind=Kind.HONOURED,
            about=f"build:{build.id}:decision:{decision.id}",
            path=f"/builds/{build.id}/decisions/{decision.id}/honour",
            words=decision.title,
            detail=build.version,
            actor_id=PersonId(event.by_id),
            project_id=programme.project_id,
        )
        tell(cited[decision.id] & given, news)


def no_resolved(event: NoResolved) -> None:
    """Whoever said no reads what was done about it."""
    answer = beta.get_honour(WORKER, HonourId(event.honour_id))
    build = beta.get_build(WORKER, answer.build_id)
    programme = beta.get_programme(WORKER, build.programme_id)
    news = News(
        kind=Kind.RESOLVED,
        about=f"honour:{answer.id}:{answer.resolved_at}",
        path=f"/honours/{answer.id}",
        words=build.version,
        detail=answer.resolution,
        actor_id=PersonId(event.by_id),
        project_id=programme.project_id,
    )
    tell({answer.person_id}, news)


def testers_nudged(event: TestersNudged) -> None:
    """A reminder of the step before them, once a day at most."""
    programme = beta.get_programme(WORKER, ProgrammeId(event.programme_id))
    slug = beta.slug_of_programme(WORKER, programme.id)
    on = local(happened_at()).date().isoformat()
    news = News(
        kind=Kind.NUDGED,
        about=f"programme:{programme.id}:nudge:{on}",
        path=f"/projects/{slug}/beta",
        words=programme.name,
        detail=NUDGE_WORDS[Step(event.step)],
        actor_id=PersonId(event.by_id),
        project_id=programme.project_id,
    )
    tell([PersonId(person_id) for person_id in event.person_ids], news)


def programme_ended(event: ProgrammeEnded) -> None:
    """All who tested hear what came of it, and are thanked."""
    programme = beta.get_programme(WORKER, ProgrammeId(event.programme_id))
    slug = beta.slug_of_programme(WORKER, programme.id)
    news = News(
        kind=Kind.ENDED,
        about=f"programme:{programme.id}:ended",
        path=f"/projects/{slug}/beta/outcome",
        words=programme.name,
        actor_id=PersonId(event.by_id),
        project_id=programme.project_id,
    )
    tell(beta.people_who_tested(programme.id), news)
