"""Buttons that follow a tag, a person or a search, and the page of all one follows."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import queries as discussion
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.fragments import fragment, with_token
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.transaction import writes
from cocreate.kernel.web import back_or
from cocreate.notices import actions, queries
from cocreate.notices.following import Follows
from cocreate.notices.views.blueprint import bp
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


@bp.get("/following")
@open_to(Audience.MEMBERS)
def following() -> str:
    actor = current_actor()
    page = discussion.ideas_followed_by(actor, place=request.args.get("page"))
    return render_template(
        "notices/following.html",
        page=page,
        lines=ideas.lines_of(actor, [row.idea_id for row in page.rows]),
        projects=discussion.projects_followed_by(actor),
        followings=queries.followings_of(actor),
    )


@bp.post("/following/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def let_go() -> ResponseReturnValue:
    """Stop following, from the list of all that one follows."""
    kind, key = request.form.get("kind", ""), request.form.get("key", "")
    if kind in set(Follows):
        actions.unfollow(current_actor(), Follows(kind), key)
    return redirect(url_for("notices.following"), 303)


# ── A tag ─────────────────────────────────────────────────────────────────────


@bp.post("/tags/<slug>/<tag>/follow")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def follow_tag(slug: str, tag: str) -> ResponseReturnValue:
    actions.follow_tag(current_actor(), slug, tag)
    return button_or_page(tag_button(slug, tag), following=True)


@bp.post("/tags/<slug>/<tag>/follow/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def unfollow_tag(slug: str, tag: str) -> ResponseReturnValue:
    actor = current_actor()
    found = ideas.get_tag(projects.get_heading(actor, slug).id, tag)
    actions.unfollow(actor, Follows.TAG, str(found.id))
    return button_or_page(tag_button(slug, tag), following=False)


def tag_button(slug: str, tag: str) -> tuple[str, str, str]:
    """Where the button leads, pressed and pressed again, and back."""
    return (
        url_for("notices.follow_tag", slug=slug, tag=tag),
        url_for("notices.unfollow_tag", slug=slug, tag=tag),
        url_for("ideas.listing", slug=slug, tag=tag),
    )


# ── A person ──────────────────────────────────────────────────────────────────


@bp.post("/people/<int:person_id>/follow")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def follow_person(person_id: int) -> ResponseReturnValue:
    actions.follow_person(current_actor(), PersonId(person_id))
    return button_or_page(person_button(person_id), following=True)


@bp.post("/people/<int:person_id>/follow/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def unfollow_person(person_id: int) -> ResponseReturnValue:
    actions.unfollow(current_actor(), Follows.PERSON, str(person_id))
    return button_or_page(person_button(person_id), following=False)


def person_button(person_id: int) -> tuple[str, str, str]:
    return (
        url_for("notices.follow_person", person_id=person_id),
        url_for("notices.unfollow_person", person_id=person_id),
        url_for("people.show", person_id=person_id),
    )


# ── A search ──────────────────────────────────────────────────────────────────


@bp.post("/searches")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def save_search() -> ResponseReturnValue:
    typed, slug = asked()
    actions.save_search(current_actor(), typed, slug)
    return button_or_page(search_button(typed, slug), following=True)


@bp.post("/searches/withdraw")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def forget_search() -> ResponseReturnValue:
    actor = current_actor()
    typed, slug = asked()
    project = projects.get_heading(actor, slug) if slug else None
    saved = queries.saved_form(typed, ProjectId(project.id) if project else None)
    if saved is not None:
        actions.unfollow(actor, Follows.SEARCH, saved.key)
    return button_or_page(search_button(typed, slug), following=False)


def asked() -> tuple[str, str | None]:
    """The search that a button speaks of, in its address."""
    typed = request.args.get("q", "")[:200]
    return typed, request.args.get("project", "")[:80] or None


def search_button(typed: str, slug: str | None) -> tuple[str, str, str]:
    return (
        url_for("notices.save_search", q=typed, project=slug),
        url_for("notices.forget_search", q=typed, project=slug),
        url_for("search.results", q=typed, project=slug),
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
