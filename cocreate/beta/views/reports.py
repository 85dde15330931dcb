"""What testers found, read by the team, its author, and whoever the programme says."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, policy, queries
from cocreate.beta.forms import JudgementForm, ReportIdeaForm, SeenByForm
from cocreate.beta.kinds import (
    OUTCOME_NAMES,
    PLATFORM_NAMES,
    SEVERITY_NAMES,
    Outcome,
    Severity,
)
from cocreate.beta.views.addressing import place_at, programme_at
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.reporting import kind_asked_for
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import BuildId, ReportId
from cocreate.kernel.text import plain_of, trusted
from cocreate.kernel.transaction import writes
from cocreate.people.queries import face_of, faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.surfacing import queries as surfacing

CLOSE_IDEAS = 3


@bp.get("/projects/<slug>/beta/reports")
@open_to(Audience.MEMBERS)
def reports(slug: str) -> str:
    return render_reports(slug)


def render_reports(slug: str, *, seen: Shown | None = None) -> str:
    """The reports somebody may read; for the team who else does."""
    actor = current_actor()
    project, programme = place_at(slug)
    kind, outcome = kind_asked_for(), outcome_asked_for()
    build_id = request.args.get("build", type=int)
    mine = bool(request.args.get("mine"))
    page = queries.reports(
        actor,
        programme.id,
        queries.ReportsWanted(
            kind=kind,
            outcome=outcome,
            author_id=actor.person_id if mine else None,
            build_id=BuildId(build_id) if build_id else None,
        ),
        start=request.args.get("page"),
    )
    return render_template(
        "beta/reports.html",
        project=project,
        programme=programme,
        kind=kind,
        outcome=outcome,
        mine=mine,
        build_id=build_id,
        page=page,
        people=faces(row.author_id for row in page.rows),
        platforms=PLATFORM_NAMES,
        outcomes=OUTCOME_NAMES,
        severities=SEVERITY_NAMES,
        may_run=policy.may_run(actor),
        seen=seen or Shown({"seen_by": programme.reports_seen_by}, {}),
    )


def outcome_asked_for() -> Outcome | None:
    asked = request.args.get("outcome", "")
    return Outcome(asked) if asked in {*Outcome} else None


@bp.post("/projects/<slug>/beta/reports/readers")
@open_to(Audience.TEAM)
@writes
def show_reports(slug: str) -> ResponseReturnValue:
    """Who reads what testers report."""
    form = SeenByForm(request.form)
    if not form.validate():
        return render_reports(slug, seen=shown(form)), 422
    actions.show_reports(current_actor(), programme_at(slug).id, to=form.chosen())
    return redirect(url_for("beta.reports", slug=slug), 303)


@bp.get("/reports/<int:report_id>")
@open_to(Audience.MEMBERS)
def report(report_id: int) -> str:
    return render_report_page(ReportId(report_id))


def render_report_page(
    report_id: ReportId,
    *,
    judgement: Shown | None = None,
    idea: Shown | None = None,
    joining: Shown | None = None,
) -> str:
    """One report; for the team what it does about it."""
    actor = current_actor()
    found = queries.get_report(actor, report_id)
    programme = queries.get_programme(actor, found.programme_id)
    enrolment = queries.find_enrolment(programme.id, actor.person_id)
    known = {found.build_id, *([found.fixed_in_id] if found.fixed_in_id else [])}
    builds = queries.build_titles(actor, known)
    is_theirs = found.author_id == actor.person_id
    may_run = policy.may_run(actor)
    return render_template(
        "beta/report.html",
        project=projects.get_project_by_id(actor, programme.project_id),
        programme=programme,
        report=found,
        build=builds.get(found.build_id),
        fixed_in=builds.get(found.fixed_in_id or BuildId(0)),
        body=trusted(found.body_html),
        steps=trusted(found.steps_html),
        files=queries.files_of_report(found.id) if found.files else (),
        author=face_of(found.author_id),
        severities=SEVERITY_NAMES,
        outcomes=OUTCOME_NAMES,
        idea=idea_of(found),
        is_theirs=is_theirs,
        joined=queries.is_joined(actor, found.id),
        may_join=policy.may_join(actor, found, enrolment),
        device=enrolment.device if enrolment else "",
        may_run=may_run,
        **(desk_of(found, judgement, idea, joining) if may_run else {}),
    )


def idea_of(found: Any) -> Any:
    """The idea it belongs to, where the reader may know of it."""
    if found.idea_id is None:
        return None
    return ideas.titles(current_actor(), [found.idea_id]).get(found.idea_id)


def desk_of(
    found: Any, judgement: Shown | None, idea: Shown | None, joining: Shown | None
) -> dict[str, Any]:
    """What the team sees of a report besides, and does about it."""
    actor = current_actor()
    inside = queries.find_judgement(found.id)
    joins = queries.joins_of(found.id) if found.joins else []
    programme = queries.get_programme(actor, found.programme_id)
    plain = plain_of(found.body_html)
    close = surfacing.close_ideas(
        actor, programme.project_id, found.title, plain, most=CLOSE_IDEAS
    )
    return {
        "inside": inside,
        "judge": faces([inside.by_id])[inside.by_id] if inside else None,
        "judgement": judgement or shown(judged(found, inside)),
        "make": idea
        or shown(ReportIdeaForm(data={"title": found.title, "body": found.body})),
        "joining": joining or Shown({"idea_id": ""}, {}),
        "joins": joins,
        "people": faces(one.person_id for one in joins),
        "later": queries.builds(actor, found.programme_id),
        "close": [] if found.idea_id else close,
        "stopped": queries.blocking(found.build_id) if stops(found, inside) else None,
    }


def stops(found: Any, inside: Any) -> bool:
    """Whether it counts as stopping people, which may shut the gate of a roll-out."""
    held = (inside.severity if inside else None) or found.severity
    return held is Severity.BLOCKING and policy.is_open_problem(found)


def judged(found: Any, inside: Any) -> JudgementForm:
    """The form as the team left it."""
    return JudgementForm(
        data={
            "outcome": found.outcome,
            "answer": found.answer,
            "fixed_in_id": found.fixed_in_id,
            "severity": (inside.severity if inside else None) or "",
            "note": inside.note if inside else "",
        }
    )
