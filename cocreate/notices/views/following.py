"""Buttons that follow a tag, a person or a search, and the page of all one follows."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.discussion import queries as discussion
from cocreate.discussion.views.following import both_ways
from cocreate.ideas import queries as ideas
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import shown
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.following import Follows
from cocreate.notices.forms import OF_ALL, SEARCH_PACES, SearchForm
from cocreate.notices.pace import Pace
from cocreate.notices.queries import Searched
from cocreate.notices.views.blueprint import bp
from cocreate.people.session import current_actor
from cocreate.search.asking import clean


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


@bp.get("/searches/edit")
@open_to(Audience.MEMBERS)
def edit_search() -> str:
    saved = queries.get_search(current_actor(), request.args.get("key", ""))
    pace = (saved.pace or OF_ALL) if saved.tells else Pace.NEVER
    form = SearchForm(data={"q": saved.typed, "name": saved.name, "pace": str(pace)})
    return search_page(saved, form)


@bp.post("/searches/edit")
@open_to(Audience.MEMBERS)
@writes
def keep_search() -> ResponseReturnValue:
    actor, key = current_actor(), request.form.get("key", "")
    saved = queries.get_search(actor, key)
    form = SearchForm(request.form)
    try:
        form.require_valid()
        actions.edit_search(
            actor,
            key,
            typed=form.q.data,
            name=form.name.data or "",
            tells=True,
            pace=Pace(form.pace.data) if form.pace.data else None,
        )
    except InvalidError as refused:
        return search_page(saved, form, **refused.fields), 422
    return redirect(url_for("notices.following"), 303)


def search_page(saved: Searched, form: SearchForm, **wrong: str) -> str:
    return render_template(
        "notices/search.html",
        saved=saved,
        form=shown(form, **wrong),
        paces=SEARCH_PACES,
    )


@both_ways(
    bp,
    "/tags/<slug>/<tag>/follow",
    acts=(actions.follow_tag, actions.unfollow_tag),
    page="ideas.listing",
)
def tag(slug: str, tag: str) -> dict[str, Any]:
    return {"slug": slug, "tag": tag}


@both_ways(
    bp,
    "/people/<int:person_id>/follow",
    acts=(actions.follow_person, actions.unfollow_person),
    page="people.show",
)
def person(person_id: int) -> dict[str, Any]:
    return {"person_id": person_id}


@both_ways(
    bp,
    "/searches",
    acts=(actions.follow_search, actions.unfollow_search),
    page="search.results",
)
def search() -> dict[str, Any]:
    """The search that a button speaks of, in its address."""
    typed, slug = request.args.get("q", ""), request.args.get("project", "")
    return {"q": clean(typed), "project": clean(slug)[:80] or None}
