"""The home page: the projects, what waits for the reader, what their voice changed."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import queries as beta
from cocreate.decisions import queries as decisions
from cocreate.ideas import policy as ideas_policy
from cocreate.ideas import queries as ideas
from cocreate.journal import queries as journal
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.remembered import remembered
from cocreate.moderation import queries as moderation
from cocreate.people.queries import faces
from cocreate.people.session import current_actor, current_viewer
from cocreate.projects import policy, queries
from cocreate.projects.phase import Phase
from cocreate.projects.queries import ProjectCard
from cocreate.projects.views.blueprint import bp
from cocreate.projects.waiting import (
    Waiting,
    of_account,
    of_betas,
    of_moderator,
    of_team,
    of_tester,
)
from cocreate.releases import queries as releases
from cocreate.votes import queries as votes

ASKED = 2
DECIDED = 3
SHOWN = 12  # projects whose people are shown
BUSY = 8  # projects whose unanswered ideas are counted


@bp.get("/")
@open_to(Audience.ANYONE)
@kept
def home() -> str:
    actor = current_actor()
    cards = queries.cards(actor)
    slugs = {
        card.id: card.slug for card in cards if ideas_policy.takes_ideas(card.phase)
    }
    asked = journal.open_prompts_in(actor, slugs, most=ASKED)
    decided = decisions.newest(actor, most=DECIDED)
    return render_template(
        "projects/home.html",
        cards=cards,
        voices=remembered(
            ("home.voices", *(card.id for card in cards[:SHOWN])),
            lambda: ideas.faces_by_project(card.id for card in cards[:SHOWN]),
        ),
        waiting=[placed(item) for item in waiting_for(actor, cards)],
        asked=asked,
        slugs=slugs,
        answerers=ideas.faces_by_prompt(prompt.id for prompt in asked),
        may_answer=actor.may_write or not actor.is_member,
        decided=decided,
        signers=faces(line.author_id for line in decided),
        steps=[placed(step) for step in thread_of(actor)],
        answered=votes.answered_for(actor) if actor.is_member else [],
        may_open=policy.may_open(actor),
        speaks_for_company=actor.role is Role.EMPLOYEE,
    )


@bp.get("/projects")
@open_to(Audience.ANYONE)
def listing() -> ResponseReturnValue:
    return redirect(url_for("projects.home"), 303)


def placed(item: Waiting | releases.Step) -> dict[str, Any]:
    """An item with the address it leads to."""
    said = {field.name: getattr(item, field.name) for field in fields(item)}
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
        items += waiting_betas(actor, busy)
    return items


def waiting_betas(actor: Actor, cards: list[ProjectCard]) -> list[Waiting]:
    trying = [card for card in cards if card.phase is Phase.BETA]
    if not trying:
        return []
    return of_betas(trying, beta.with_programme(actor, [card.id for card in trying]))


def thread_of(actor: Actor) -> Sequence[releases.Step]:
    """The reader's own thread: what they said, what was decided, built and released."""
    heard = decisions.find_heard(actor) if actor.is_member else None
    if heard is None:
        return []
    if heard.idea_id is None:
        thread = releases.thread_of_decision(actor, heard.decision_id)
        return releases.steps_of(thread, most=0)
    idea = ideas.get_idea(actor, heard.idea_id)
    first, *others = releases.steps_of(releases.find_thread_of_idea(actor, idea))
    own = idea.author_id == actor.person_id
    return [begun(first, idea.id, "You said" if own else "You spoke of"), *others]


def begun(first: releases.Step, idea_id: IdeaId, kind: str) -> releases.Step:
    """The first knot, as the reader's own page says it."""
    named: dict[str, int | str] = {"idea_id": idea_id}
    return replace(first, kind=kind, endpoint="ideas.show", named=named, state="done")
