"""The roadmap: what was decided, by where it stands."""

from typing import Any

from flask import render_template, url_for

from cocreate.decisions import queries as decisions
from cocreate.decisions.policy import may_decide
from cocreate.decisions.queries import DecisionLine, Voice
from cocreate.decisions.thanks import thanked
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.people.faces import Face
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project
from cocreate.releases.views.blueprint import bp

TITLES = {
    "planned": "Planned",
    "building": "Building",
    "in_beta": "In beta",
    "shipped": "Shipped",
}


@bp.get("/projects/<slug>/roadmap")
@open_to(Audience.ANYONE)
@kept
def roadmap(slug: str) -> str:
    actor = current_actor()
    project = get_project(actor, slug)
    stages = decisions.by_stage(actor, project.id)
    lines = [line for at_stage in stages.values() for line in at_stage]
    voices = decisions.voices_of(actor, [line.id for line in lines])
    signers = faces(line.author_id for line in lines)
    counts = decisions.stage_counts(project.id)
    return render_template(
        "releases/roadmap.html",
        project=project,
        is_empty=not lines,
        may_decide=may_decide(actor),
        stages=[
            {
                "title": TITLES[stage],
                "count": counts.get(stage, 0),
                "entries": [
                    entry_of(line, voices.get(line.id, []), signers[line.author_id])
                    for line in at_stage
                ],
            }
            for stage, at_stage in stages.items()
        ],
    )


def entry_of(line: DecisionLine, voices: list[Voice], signer: Face) -> dict[str, Any]:
    """One decision on the roadmap, with the ideas and the people behind it."""
    return {
        "href": url_for("decisions.show", decision_id=line.id),
        "title": line.title,
        "at": line.published_at,
        "signed": signer,
        "ideas": [idea_of(voice) for voice in voices if voice.is_idea][:3],
        "people": [thank.person for thank in thanked(voices)][:5],
        "words": contributions(len(voices)),
    }


def idea_of(voice: Voice) -> dict[str, str]:
    at = url_for("ideas.show", idea_id=voice.idea_id)
    return {"title": voice.title, "href": at}


def contributions(number: int) -> str:
    if not number:
        return ""
    return "from 1 contribution" if number == 1 else f"from {number} contributions"
