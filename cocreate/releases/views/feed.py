"""Releases for those who read elsewhere: as Atom, as RSS and as a JSON feed."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from feedgenerator import Atom1Feed, Rss201rev2Feed
from flask import Response, jsonify, render_template

from cocreate.beta.queries import build_titles
from cocreate.config import current
from cocreate.decisions.queries import published
from cocreate.journal.feed import absolute
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.addresses import whole_address_of
from cocreate.kernel.kept_pages import kept
from cocreate.kernel.text import trusted
from cocreate.people.queries import faces
from cocreate.people.session import current_actor
from cocreate.projects.queries import get_project
from cocreate.releases import queries
from cocreate.releases.views.blueprint import bp

JSON_FEED = "https://jsonfeed.org/version/1.1"


@bp.get("/projects/<slug>/releases.atom")
@open_to(Audience.ANYONE)
@kept
def feed(slug: str) -> Response:
    return written(slug, Atom1Feed, "releases.feed", "application/atom+xml")


@bp.get("/projects/<slug>/releases.rss")
@open_to(Audience.ANYONE)
@kept
def rss(slug: str) -> Response:
    return written(slug, Rss201rev2Feed, "releases.rss", "application/rss+xml")


@bp.get("/projects/<slug>/releases.json")
@open_to(Audience.ANYONE)
@kept
def json_feed(slug: str) -> Response:
    channel = channel_of(slug)
    response = jsonify(
        version=JSON_FEED,
        title=channel.title,
        description=channel.words,
        home_page_url=channel.page,
        feed_url=address("releases.json_feed", slug=slug),
        items=[item_of(entry) for entry in channel.entries],
    )
    response.mimetype = "application/feed+json"
    return response


class Entry(NamedTuple):
    """A release as a feed tells it: its notes, what it answers, what it brings."""

    line: queries.ReleaseLine
    author: str
    url: str
    html: str


class Channel(NamedTuple):
    title: str
    words: str
    page: str
    entries: list[Entry]


def channel_of(slug: str) -> Channel:
    actor = current_actor()
    project = get_project(actor, slug)
    lines = queries.releases(actor, project.id).rows
    return Channel(
        title=f"Releases of {project.name}",
        words=project.summary,
        page=address("releases.listing", slug=slug),
        entries=entries_of(lines),
    )


def entries_of(lines: Sequence[queries.ReleaseLine]) -> list[Entry]:
    """Every release with its decisions and builds; four queries for all."""
    actor, ids = current_actor(), [line.id for line in lines]
    authors = faces(line.author_id for line in lines)
    shipped, built = queries.decisions_shipped(ids), queries.builds_shipped(ids)
    decided = {
        one.id: one
        for one in published(actor, (key for keys in shipped.values() for key in keys))
    }
    builds = build_titles(actor, [key for keys in built.values() for key in keys])
    return [
        Entry(
            line,
            authors[line.author_id].name,
            address("releases.show", release_id=line.id),
            told(
                line,
                [decided[key] for key in shipped[line.id] if key in decided],
                [builds[key] for key in built[line.id] if key in builds],
            ),
        )
        for line in lines
    ]


def told(line: queries.ReleaseLine, decisions: list[Any], builds: list[Any]) -> str:
    html = render_template(
        "releases/_entry.html",
        notes=trusted(line.notes_html),
        decisions=decisions,
        builds=builds,
    )
    return absolute(html, current().site_url)


def written(slug: str, kind: Any, endpoint: str, mimetype: str) -> Response:
    channel = channel_of(slug)
    xml = kind(
        title=channel.title,
        link=channel.page,
        feed_url=address(endpoint, slug=slug),
        description=channel.words,
        language="en",
    )
    for entry in channel.entries:
        xml.add_item(
            title=f"{entry.line.version}: {entry.line.title}",
            link=entry.url,
            unique_id=entry.url,
            description=entry.html,
            author_name=entry.author,
            pubdate=entry.line.published_at,
            updateddate=entry.line.published_at,
        )
    return Response(xml.writeString("utf-8"), mimetype=mimetype)


def item_of(entry: Entry) -> dict[str, Any]:
    at = entry.line.published_at
    return {
        "id": entry.url,
        "url": entry.url,
        "title": f"{entry.line.version}: {entry.line.title}",
        "content_html": entry.html,
        "date_published": at.isoformat() if at else None,
        "authors": [{"name": entry.author}],
    }


def address(endpoint: str, **named: Any) -> str:
    return whole_address_of(endpoint, **named)
