"""Buttons that follow an idea or a project, and stop."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import actions
from cocreate.discussion.views.blueprint import bp
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import back_or
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.post("/ideas/<int:idea_id>/follow")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def follow(idea_id: int) -> ResponseReturnValue:
    actions.follow(current_actor(), IdeaId(idea_id))
    return button_or_page(idea_button(idea_id), following=True)


@bp.post("/ideas/<int:idea_id>/follow/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def unfollow(idea_id: int) -> ResponseReturnValue:
    actions.unfollow(current_actor(), IdeaId(idea_id))
    return button_or_page(idea_button(idea_id), following=False)


@bp.post("/projects/<slug>/follow")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def follow_project(slug: str) -> ResponseReturnValue:
    actions.follow_project(current_actor(), slug)
    return button_or_page(project_button(slug), following=True)


@bp.post("/projects/<slug>/follow/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def unfollow_project(slug: str) -> ResponseReturnValue:
    project = projects.get_project(current_actor(), slug)
    actions.unfollow_project(current_actor(), project.id)
    return button_or_page(project_button(slug), following=False)


def idea_button(idea_id: int) -> tuple[str, str, str]:
    """Where the button of an idea leads, pressed and pressed again, and back."""
    return (
        url_for("discussion.follow", idea_id=idea_id),
        url_for("discussion.unfollow", idea_id=idea_id),
        url_for("ideas.show", idea_id=idea_id),
    )


def project_button(slug: str) -> tuple[str, str, str]:
    return (
        url_for("discussion.follow_project", slug=slug),
        url_for("discussion.unfollow_project", slug=slug),
        url_for("projects.show", slug=slug),
    )


def button_or_page(
    button: tuple[str, str, str], *, following: bool
) -> ResponseReturnValue:
    """The button alone for a script that asked for it; else back to the page."""
    follow_at, unfollow_at, page = button
    if "HX-Request" not in request.headers:
        return redirect(back_or(page), 303)
    return with_token(
        [fragment("follow_button", follow_at, unfollow_at, following=following)]
    )
