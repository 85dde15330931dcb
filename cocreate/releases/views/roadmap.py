"""The roadmap: what was decided, by where it stands."""

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Response, jsonify, render_template, request, url_for

from cocreate.config import current
from cocreate.decisions import queries as decisions
from cocreate.decisions.policy import may_decide, step_at
from cocreate.decisions.queries import DecisionLine, Voice
from cocreate.decisions.stage import Stage
from cocreate.decisions.thanks import thanked
from cocreate.ideas import queries as ideas
from cocreate.ideas.workflow import Step
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.headers import frameable
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import STRANGER, Actor
from cocreate.people import queries as people
from cocreate.people.faces import Face
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project
from cocreate.releases.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.ideas.models import Tag
    from cocreate.projects.models import Project


@bp.get("/projects/<slug>/roadmap")
@open_to(Audience.ANYONE)
@kept
def roadmap(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    cut = cut_of(actor, project)
    stages = stages_of(actor, project, cut)
    return render_template(
        "releases/roadmap.html",
        project=project,
        is_empty=not any(stage["entries"] for stage in stages),
        may_decide=may_decide(actor),
        stages=stages,
        cut=cut,
        tags=[(tag.slug, tag.name) for tag in ideas.top_tags(project.id)],
        steps=steps_by_stage(actor, project),
    )


@bp.get("/projects/<slug>/roadmap.json")
@open_to(Audience.ANYONE)
@kept
def roadmap_json(slug: str) -> Response:
    """The same, for programs; of a public project, wherever they run."""
    actor = current_actor()
    project = get_project(actor, slug)
    stages = stages_of(actor, project, cut_of(actor, project))
    response = jsonify(
        project=project.name,
        url=current().site_url + url_for("releases.roadmap", slug=slug),
        stages=[told_of(stage) for stage in stages],
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.get("/embed/<slug>/roadmap")
@open_to(Audience.ANYONE)
@kept
def embedded(slug: str) -> Response:
    """As strangers read it, whoever looks, for the frame of a page that may have it."""
    project = get_project(STRANGER, slug)
    if not project.embedded_in:
        raise NotFoundError
    page = render_template(
        "releases/embedded.html",
        project=project,
        stages=stages_of(STRANGER, project, cut_of(STRANGER, project)),
        site_url=current().site_url,
    )
    return frameable(page, project.embedded_in)


class Cut(NamedTuple):
    """The part of a roadmap that is asked for."""

    stage: Stage | None
    tag: "Tag | None"
    by: people.Cut  # for the team


def cut_of(actor: Actor, project: "Project") -> Cut:
    stage, tag = (request.args.get(name, "")[:60] for name in ("stage", "tag"))
    if stage and stage not in {*Stage}:
        raise NotFoundError("There is no such stage.")
    found = ideas.get_tag(project.id, tag) if tag else None
    by = people.cut_asked(actor, request.args.get("segment", ""))
    return Cut(Stage(stage) if stage else None, found, by)


def steps_by_stage(actor: Actor, project: "Project") -> list[tuple[str, str]]:
    """The stages to choose from, by key and in the project's words, each once."""
    named: dict[str, str] = {}
    for stage in Stage:
        step = step_at(stage, project.workflow, insider=actor.is_company)
        if step is not None:
            named.setdefault(step.name, str(stage))
    return [(key, name) for name, key in named.items()]


def stages_of(actor: Actor, project: "Project", cut: Cut) -> list[dict[str, Any]]:
    """The columns, each decision with the ideas and the people behind it."""
    columns = columns_of(actor, project, cut)
    lines = [line for column in columns for line in column.lines]
    voices = decisions.voices_of(actor, [line.id for line in lines])
    signers = people.faces(line.author_id for line in lines)
    return [
        {
            "step": column.step,
            "count": column.number,
            "entries": [
                entry_of(line, voices.get(line.id, []), signers[line.author_id])
                for line in column.lines
            ],
        }
        for column in columns
    ]


class Column(NamedTuple):
    """What stands at one stage, as the reader may know it."""

    step: Step
    number: int
    lines: list[DecisionLine]


def columns_of(actor: Actor, project: "Project", cut: Cut) -> list[Column]:
    """The stages in the project's words; of what is kept inside, at the one before."""
    tag_id = cut.tag.id if cut.tag else None
    found = decisions.by_stage(actor, project.id, tag_id=tag_id, segment_id=cut.by.id)
    counts = decisions.stage_counts(project.id, tag_id, cut.by.id)
    steps = {
        stage: step_at(stage, project.workflow, insider=actor.is_company)
        for stage in Stage
    }
    columns = []
    wanted = steps.values() if cut.stage is None else (steps[cut.stage],)
    for step in filter(None, dict.fromkeys(wanted)):
        here = [stage for stage in Stage if steps[stage] == step]
        lines = list(chain.from_iterable(found[stage] for stage in here))
        lines.sort(key=lambda line: (line.published_at, line.id), reverse=True)
        number = sum(counts.get(stage, 0) for stage in here)
        columns.append(Column(step, number, lines))
    return columns


def entry_of(line: DecisionLine, voices: list[Voice], signer: Face) -> dict[str, Any]:
    """One decision on the roadmap, with the ideas and the people behind it."""
    return {
        "href": url_for("decisions.show", decision_id=line.id),
        "title": line.title,
        "at": line.published_at,
        "signed": signer,
        "ideas": [idea_of(voice) for voice in voices if voice.is_idea][:3],
        "people": [thank.person.quoted for thank in thanked(voices)][:5],
        "words": contributions(len(voices)),
        "cited": len(voices),
    }


def idea_of(voice: Voice) -> dict[str, str]:
    at = url_for("ideas.show", idea_id=voice.idea_id)
    return {"title": voice.title, "href": at}


def contributions(number: int) -> str:
    if not number:
        return ""
    return "from 1 contribution" if number == 1 else f"from {number} contributions"


def told_of(stage: dict[str, Any]) -> dict[str, Any]:
    """A column for programs: addresses are whole, and people are counted."""
    site = current().site_url
    return {
        "status": stage["step"].status,
        "name": stage["step"].name,
        "count": stage["count"],
        "decisions": [
            {
                "title": entry["title"],
                "url": site + entry["href"],
                "decided_at": entry["at"].isoformat(),
                "signed_by": entry["signed"].name,
                "ideas": [
                    {"title": idea["title"], "url": site + idea["href"]}
                    for idea in entry["ideas"]
                ],
                "contributions": entry["cited"],
            }
            for entry in stage["entries"]
        ],
    }
