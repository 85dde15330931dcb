"""A thread as JSON: the knots its page shows, and the links between them by number."""

from datetime import datetime
from typing import Any

from flask import url_for

from cocreate.beta.queries import BuildTitle
from cocreate.decisions.policy import STATUS_AT, stage_seen
from cocreate.decisions.queries import Voice
from cocreate.ideas.workflow import Step, read
from cocreate.people.faces import NOBODY, Face
from cocreate.projects.queries import workflow_of
from cocreate.releases.queries import Thread, builds_shipped, decisions_shipped


def thread_as_json(thread: Thread, *, insider: bool) -> dict[str, Any]:
    """The knots of a thread; `insider`: read by somebody of the company."""
    called = workflow_of_thread(thread)
    own = own_idea(thread, insider=insider)
    ideas = [*own, *(idea_of(voice) for voice in cited(thread))]
    return {
        "subject": {"kind": thread.kind, "id": thread.key},
        "ideas": [idea | standing(called, idea) for idea in ideas],
        "comments": [comment_of(voice) for voice in thread.comments],
        "decisions": [
            decision_of(thread, decision) | stage_of(called, decision, insider=insider)
            for decision in thread.decisions
        ],
        "builds": [build_of(thread, build) for build in thread.builds],
        "releases": releases_of(thread),
    }


def workflow_of_thread(thread: Thread) -> str:
    """How the project of the thread calls its statuses."""
    found = thread.idea or next(iter(thread.decisions), None)
    return workflow_of(found.project_id) if found else ""


def standing(called: str, idea: dict[str, Any]) -> dict[str, Any]:
    """Its status by key and by name; the company's own beside it."""
    steps, internal = read(called), idea.pop("internal")
    inside = {"internal_status": said_of(steps.step(internal))} if internal else {}
    return {"status_name": steps.step(idea["status"]).name} | inside


def said_of(step: Step) -> dict[str, Any]:
    return {"status": step.status, "name": step.name}


def stage_of(called: str, decision: Any, *, insider: bool) -> dict[str, Any]:
    seen = stage_seen(decision.stage, called, insider=insider)
    name = read(called).step(STATUS_AT[seen]).name if seen else None
    return {"stage": seen, "stage_name": name}


def own_idea(thread: Thread, *, insider: bool) -> list[dict[str, Any]]:
    idea = thread.idea
    if idea is None:
        return []
    return [
        {
            "id": idea.id,
            "title": idea.title,
            "url": url_for("ideas.show", idea_id=idea.id),
            "by": person_of(thread.faces[idea.author_id]),
            "at": moment(idea.proposed_at),
            "words": idea.excerpt,
            "votes": idea.votes,
            "reports": idea.reports,
            "status": idea.status,
            "internal": idea.internal if insider else None,
        }
    ]


def cited(thread: Thread) -> list[Voice]:
    """The ideas that its decisions cite, besides the one that was asked about."""
    own = thread.idea.id if thread.idea is not None else None
    return [voice for voice in thread.ideas if voice.idea_id != own]


def idea_of(voice: Voice) -> dict[str, Any]:
    return {
        "id": voice.idea_id,
        "title": voice.title,
        "url": url_for("ideas.show", idea_id=voice.idea_id),
        "by": person_of(voice.speaker),
        "at": moment(voice.said_at),
        "words": voice.words,
        "votes": voice.votes,
        "reports": voice.reports,
        "status": voice.status,
        "internal": voice.internal,
    }


def comment_of(voice: Voice) -> dict[str, Any]:
    anchor = f"comment-{voice.comment_id}"
    if voice.idea_id is not None:
        url = url_for("ideas.show", idea_id=voice.idea_id, _anchor=anchor)
    else:
        url = url_for("journal.show", entry_id=voice.entry_id, _anchor=anchor)
    return {
        "id": voice.comment_id,
        "idea": voice.idea_id,
        "entry": voice.entry_id,
        "url": url,
        "by": person_of(voice.speaker),
        "at": moment(voice.said_at),
        "words": voice.words,
    }


def decision_of(thread: Thread, decision: Any) -> dict[str, Any]:
    voices = thread.cites[decision.id]
    return {
        "id": decision.id,
        "title": decision.title,
        "url": url_for("decisions.show", decision_id=decision.id),
        "by": person_of(thread.faces[decision.author_id]),
        "at": moment(decision.published_at),
        "cites": {
            "ideas": [voice.idea_id for voice in voices if voice.is_idea],
            "comments": [voice.comment_id for voice in voices if not voice.is_idea],
        },
    }


def build_of(thread: Thread, build: BuildTitle) -> dict[str, Any]:
    return {
        "id": build.build_id,
        "version": build.version,
        "platform": build.platform,
        "url": url_for("beta.build", build_id=build.build_id),
        "by": person_of(thread.faces[build.uploader_id]),
        "at": moment(build.uploaded_at),
        "reports": thread.reports.get(build.build_id, 0),
        "carries": {"decisions": thread.carries.get(build.build_id, [])},
    }


def releases_of(thread: Thread) -> list[dict[str, Any]]:
    """The releases with all that each of them ships, on this thread or beside it."""
    release_ids = [line.id for line in thread.releases]
    decisions, builds = decisions_shipped(release_ids), builds_shipped(release_ids)
    return [
        {
            "id": line.id,
            "title": line.title,
            "version": line.version,
            "url": url_for("releases.show", release_id=line.id),
            "by": person_of(thread.faces[line.author_id]),
            "at": moment(line.published_at),
            "ships": {"decisions": decisions[line.id], "builds": builds[line.id]},
        }
        for line in thread.releases
    ]


def person_of(face: Face) -> dict[str, Any]:
    leads = face.person_id != NOBODY
    return {
        "id": face.person_id if leads else None,
        "name": face.name,
        "url": url_for("people.show", person_id=face.person_id) if leads else None,
        "is_company": face.is_company,
    }


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
