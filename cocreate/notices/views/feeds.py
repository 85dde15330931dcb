"""Feeds of ideas and a calendar of promises, for those who read elsewhere.

Of a private project they are for its readers alone, who show it by a token of their
own in the address: programs that fetch feeds do not sign in.
"""

import hashlib
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.ideas import queries as ideas
from cocreate.ideas.forms import chosen
from cocreate.ideas.queries import Wanted
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import seen
from cocreate.journal.feed import MIMETYPES, Channel, Form, written
from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.limits import limited
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import writes
from cocreate.notices import actions, queries
from cocreate.notices.calendar import Promised, answers_due, calendar_of
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.projects.orders import Sort
from cocreate.search import queries as search
from cocreate.search.asking import clean

bp = Blueprint("feeds", __name__)
# What an address of a feed may ask for.
ASKED = ("q", "project", "sort", "status", "tag", "token")
FEEDS = {
    Sort.TOP: "Top ideas",
    Sort.RISING: "Rising ideas",
    Sort.NEW: "New ideas",
    Sort.ANSWERED: "Answered ideas",
}


@bp.get("/projects/<slug>/ideas.atom")
@open_to(Audience.ANYONE)
def of_project(slug: str) -> Response:
    """The ideas of a project as their list has them, by `sort`, `status` and `tag`."""
    return ideas_as(Form.ATOM, slug)


@bp.get("/projects/<slug>/ideas.rss")
@open_to(Audience.ANYONE)
def of_project_as_rss(slug: str) -> Response:
    return ideas_as(Form.RSS, slug)


@bp.get("/projects/<slug>/ideas.json")
@open_to(Audience.ANYONE)
def of_project_as_json(slug: str) -> Response:
    return ideas_as(Form.JSON, slug)


def ideas_as(form: Form, slug: str) -> Response:
    actor = reader()
    project = projects.get_heading(actor, slug)
    tag = ideas.get_tag(project.id, asked("tag")) if asked("tag") else None
    steps = seen(project.workflow, insider=False)
    status = chosen(request.args, "status", Status)
    wanted = Wanted(
        order_asked(),
        status=status if steps.has(status) else None,
        tag_id=tag.id if tag else None,
    )
    found = ideas.in_order(actor, project.id, wanted, place=place())
    under = [steps.step(wanted.status).name] if wanted.status else []
    under += [tag.name] if tag else []
    chosen_too = {"status": wanted.status, "tag": tag.slug if tag else None}
    page = url_for("ideas.listing", slug=slug, sort=wanted.sort, **chosen_too)
    title = f"{FEEDS[wanted.sort]}: {', '.join([*under, project.name])}"
    rows = [with_answer(item) for item in found.rows]
    whole = Page(rows, found.following, found.preceding)
    return feed_of(title, page, whole, form=form)


def order_asked() -> Sort:
    """One that is the same for every reader; the newest first where none is named."""
    order = chosen(request.args, "sort", Sort) or Sort.NEW
    return Sort.TOP if order is Sort.YOURS else order


def with_answer(item: ideas.FeedItem) -> ideas.FeedItem:
    """An idea, and below it the first words of its answer, where that is told."""
    if item.answer is None:
        return item
    name, words = escape(item.answer.author.name), escape(item.answer.words)
    answer = f"<hr><p><strong>{name}:</strong> {words}</p>"
    return replace(item, body_html=item.body_html + answer)


def asked(name: str) -> str:
    return request.args.get(name, "")[:60]


@bp.get("/search.atom")
@open_to(Audience.ANYONE)
@limited("search_limit")
def of_search() -> Response:
    """The newest of the ideas that a search finds best."""
    actor = reader()
    typed = clean(request.args.get("q", ""))
    slug = clean(request.args.get("project", ""))[:80]
    project = projects.get_heading(actor, slug) if slug else None
    ids = search.ideas_found(actor, typed, ProjectId(project.id) if project else None)
    page = url_for("search.results", q=typed, project=slug or None)
    items = ideas.newest_among(actor, ids, place=place())
    words = f"Up to {search.COUNTED} that fit best, the newest first."
    return feed_of(f"Ideas found: {typed}", page, items, words)


@bp.get("/projects/<slug>/promises.ics")
@open_to(Audience.ANYONE)
def calendar(slug: str) -> Response:
    """The days on which a project has promised to answer and to decide."""
    actor = reader()
    project = projects.get_project(actor, slug)
    waiting = ideas.unanswered(project.id)
    promised = answers_due(waiting, within_days=project.answer_within_days)
    if project.decide_by_on:
        promised.append(
            Promised(
                key=f"decision-{project.id}",
                on=project.decide_by_on,
                words="the day we decide by",
                detail="",
                known_at=project.opened_at,
            )
        )
    site = current().site_url
    page = site + url_for("projects.show", slug=slug)
    host = f"{project.slug}.{urlsplit(site).hostname}"
    written = calendar_of(project.name, page, host, promised)
    return as_it_was(Response(written, mimetype="text/calendar"), written)


@bp.post("/notices/feeds/renewal")
@open_to(Audience.MEMBERS)
@unverified_too
@writes
def renew() -> ResponseReturnValue:
    actions.renew_feed_token(current_actor())
    return redirect(url_for("notices.following"), 303)


def reader() -> Actor:
    """Whoever is signed in, or whose token stands in the address."""
    token = request.args.get("token", "")
    return queries.read_feed_token(token) if token else current_actor()


def place() -> str | None:
    return request.args.get("page")


def feed_of(
    title: str,
    page: str,
    found: Page[Any],
    words: str | None = None,
    *,
    form: Form = Form.ATOM,
) -> Response:
    site, items = current().site_url, found.rows
    names = {key: face.name for key, face in faces(i.author_id for i in items).items()}
    channel = Channel(
        title=title,
        words=words or f"What customers suggest at {current().site_name}.",
        site=site,
        page=site + page,
        feed=site + request.full_path.rstrip("?"),
        entry=site + url_for("ideas.show", idea_id=0).removesuffix("0"),
        pages=pages_beside(found),
    )
    said = written(form, channel, items, {int(key): n for key, n in names.items()})
    kept = f"{title} {[(i.id, i.published_at, i.edited_at) for i in items]} {names}"
    kept += f" {found.following} {found.preceding}"
    return as_it_was(Response(said, mimetype=MIMETYPES[form]), kept)


def pages_beside(found: Page[Any]) -> tuple[tuple[str, str], ...]:
    """The first page, the one before and the one after, where there are several."""
    if found.following is None and found.preceding is None:
        return ()
    known = {"previous": found.preceding, "next": found.following}
    marks = {"first": None, **{name: mark for name, mark in known.items() if mark}}
    return tuple((name, address_at(mark)) for name, mark in marks.items())


def address_at(mark: str | None) -> str:
    """The feed that is read at another page, the token of its reader included."""
    asked = {name: request.args[name] for name in ASKED if name in request.args}
    place = {**asked, **(request.view_args or {}), "page": mark}
    return current().site_url + url_for(request.endpoint or "", **place)


def as_it_was(response: Response, kept: str) -> Response:
    """Whoever has it already is told that it is still the same."""
    response.set_etag(hashlib.sha256(kept.encode()).hexdigest()[:32])
    if "token" in request.args:
        response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)  # type: ignore[return-value]  # it is this one
