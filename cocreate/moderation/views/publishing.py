"""The public record of interventions: a page, and feeds."""

from datetime import datetime
from html import escape
from typing import NamedTuple

from flask import Response, render_template, request, url_for

from cocreate.config import current
from cocreate.journal.feed import MIMETYPES, Channel, Form, written
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.paging import Page
from cocreate.moderation import queries
from cocreate.moderation.queries import Intervention
from cocreate.moderation.sentences import facts, headline
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor

SITE = 0  # the author of every entry: no person is named


@bp.get("/interventions")
@open_to(Audience.ANYONE)
@kept
def interventions() -> str:
    page = asked_page()
    return render_template(
        "moderation/interventions.html",
        rows=[(one, headline(one), facts(one)) for one in page.rows],
        following=page.following,
        preceding=page.preceding,
    )


@bp.get("/interventions.atom")
@open_to(Audience.ANYONE)
@kept
def interventions_as_atom() -> Response:
    return feed_as(Form.ATOM)


@bp.get("/interventions.rss")
@open_to(Audience.ANYONE)
@kept
def interventions_as_rss() -> Response:
    return feed_as(Form.RSS)


@bp.get("/interventions.json")
@open_to(Audience.ANYONE)
@kept
def interventions_as_json() -> Response:
    return feed_as(Form.JSON)


class Told(NamedTuple):
    """An intervention as a feed carries it."""

    id: int
    title: str
    body_html: str
    published_at: datetime
    edited_at: datetime | None
    author_id: int = SITE


def feed_as(form: Form) -> Response:
    page, site = asked_page(), current().site_url
    record = site + url_for("moderation.interventions")
    channel = Channel(
        title=f"Interventions of the moderators of {current().site_name}",
        words="What was restricted, why, for how long, and how appeals ended.",
        site=site,
        page=record,
        feed=site + request.full_path.rstrip("?"),
        entry=f"{record}#intervention-",
        pages=pages_beside(page),
    )
    said = written(form, channel, map(told, page.rows), {SITE: current().site_name})
    return Response(said, mimetype=MIMETYPES[form])


def asked_page() -> Page[Intervention]:
    return queries.interventions(current_actor(), place=request.args.get("page"))


def told(one: Intervention) -> Told:
    body = " ".join(escape(fact) for fact in facts(one))
    changed_at = one.changed_at
    return Told(one.id, headline(one), f"<p>{body}</p>", one.restricted_at, changed_at)


def pages_beside(page: Page[Intervention]) -> tuple[tuple[str, str], ...]:
    """The pages before and after, for readers that go through all of it."""
    beside = {"previous": page.preceding, "next": page.following}
    address = current().site_url + request.path
    return tuple((name, f"{address}?page={m}") for name, m in beside.items() if m)
