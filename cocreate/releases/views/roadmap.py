"""The roadmap: what was decided, by where it stands."""

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import render_template, url_for

from cocreate.decisions import queries as decisions
from cocreate.decisions.policy import may_decide, step_at
from cocreate.decisions.queries import DecisionLine, Voice
from cocreate.decisions.stage import Stage
from cocreate.decisions.thanks import thanked
from cocreate.ideas.workflow import Step
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project
from cocreate.releases.views.blueprint import bp

if TYPE_CHECKING:
    from cocreate.projects.models import Project


@bp.get("/projects/<slug>/roadmap")
@open_to(Audience.ANYONE)
@kept
def roadmap(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    stages = columns_of(actor, project)
    lines = [line for column in stages for line in column.lines]
    voices = decisions.voices_of(actor, [line.id for line in lines])
    signers = faces(line.author_id for line in lines)
    return render_template(
        "releases/roadmap.html",
        project=project,
        is_empty=not lines,
        may_decide=may_decide(actor),
        stages=[
            {
                "step": column.step,
                "count": column.number,
                "entries": [
                    entry_of(line, voices.get(line.id, []), signers[line.author_id])
                    for line in column.lines
                ],
            }
            for column in stages
        ],
    )


class Column(NamedTuple):
    """What stands at one stage, as the reader may know it."""

    step: Step
    number: int
    lines: list[DecisionLine]


def columns_of(actor: Actor, project: "Project") -> list[Column]:
    """The stages in the project's words; of what is kept inside, at the one before."""
    found = decisions.by_stage(actor, project.id)
    counts = decisions.stage_counts(project.id)
    steps = {
        stage: step_at(stage, project.workflow, insider=actor.is_company)
        for stage in Stage
    }
    columns = []
    for step in filter(None, dict.fromkeys(steps.values())):
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
    }


def idea_of(voice: Voice) -> dict[str, str]:
    at = url_for("ideas.show", idea_id=voice.idea_id)
    return {"title": voice.title, "href": at}


def contributions(number: int) -> str:
    if not number:
        return ""
    return "from 1 contribution" if number == 1 else f"from {number} contributions"
