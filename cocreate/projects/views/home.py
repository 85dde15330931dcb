"""The home page: the projects, what waits for the reader, what their voice changed."""

from dataclasses import asdict
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.decisions import queries as decisions
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import Actor
from cocreate.kernel.remembered import remembered
from cocreate.moderation import queries as moderation
from cocreate.people.queries import faces
from cocreate.people.session import current_actor, current_viewer
from cocreate.projects import policy, queries
from cocreate.projects.queries import ProjectCard
from cocreate.projects.views.blueprint import bp
from cocreate.projects.waiting import (
    Step,
    Waiting,
    of_account,
    of_moderator,
    of_team,
    of_tester,
)
from cocreate.votes import queries as votes

DECIDED = 3
SHOWN = 12  # projects whose people are shown
BUSY = 8  # projects whose unanswered ideas are counted


@bp.get("/")
@open_to(Audience.ANYONE)
@kept
def home() -> str:
    actor = current_actor()
    cards = queries.cards(actor)
    decided = decisions.newest(actor, most=DECIDED)
    return render_template(
        "projects/home.html",
        cards=cards,
        voices=remembered(
            ("home.voices", *(card.id for card in cards[:SHOWN])),
            lambda: ideas.faces_by_project(card.id for card in cards[:SHOWN]),
        ),
        waiting=[placed(item) for item in waiting_for(actor, cards)],
        decided=decided,
        signers=faces(line.author_id for line in decided),
        steps=[placed(step) for step in thread_of(actor)],
        answered=votes.answered_for(actor) if actor.is_member else [],
        may_open=policy.may_open(actor),
    )


@bp.get("/projects")
@open_to(Audience.ANYONE)
def listing() -> ResponseReturnValue:
    return redirect(url_for("projects.home"), 303)


def placed(item: Waiting | Step) -> dict[str, Any]:
    """An item with the address it leads to."""
    said = {name: getattr(item, name) for name in asdict(item)}
    href = url_for(item.endpoint, **item.named) if item.endpoint else ""
    return {**said, "href": href}


def waiting_for(actor: Actor, cards: list[ProjectCard]) -> list[Waiting]:
    viewer = current_viewer()
    if viewer is None:
        return []
    items = of_account(is_verified=actor.is_verified, unread=viewer.unread)
    items += of_tester(beta.invitations(actor))
    if actor.is_moderator:
        items += of_moderator(moderation.count_open(actor))
    if actor.is_team:
        busy = [card for card in cards if policy.is_running(card.phase)][:BUSY]
        promises = {card.id: card.answer_within_days for card in busy}
        counted = remembered(
            ("home.unanswered", *promises.items()), lambda: ideas.waiting_in(promises)
        )
        items += of_team(busy, counted)
    return items


def thread_of(actor: Actor) -> list[Step]:
    """The reader's own thread: what they said, what was decided, what was built."""
    heard = decisions.find_heard(actor) if actor.is_member else None
    if heard is None:
        return []
    decision = Step(
        f"Decision {heard.decision_id}",
        heard.title,
        heard.published_at,
        "decisions.show",
        {"decision_id": heard.decision_id},
        signed=faces([heard.signed_by]).get(heard.signed_by),
        did="signed it",
    )
    built = beta.builds_for_decision(actor, [heard.decision_id])[heard.decision_id]
    return [*said(heard), decision, *(build_step(build) for build in built[:1])]


def said(heard: decisions.Heard) -> list[Step]:
    if heard.idea_id is None:
        return []
    return [
        Step(
            "You said",
            heard.idea_title or "",
            heard.said_at,
            "ideas.show",
            {"idea_id": heard.idea_id},
            more=f"{heard.votes:,} stand behind it",
        )
    ]


def build_step(build: beta.BuildTitle) -> Step:
    return Step(
        "Build",
        build.version,
        None,
        "beta.build",
        {"build_id": build.build_id},
    )
