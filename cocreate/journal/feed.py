"""What is published, as feeds that programs read: Atom, RSS and JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from feedgenerator import Atom1Feed, Rss201rev2Feed

JSON_FEED = "https://jsonfeed.org/version/1.1"


class Form(StrEnum):
    """What a feed is written in; the value is how its address ends."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"


MIMETYPES = {
    Form.ATOM: "application/atom+xml",
    Form.RSS: "application/rss+xml",
    Form.JSON: "application/feed+json",
}


class Item(Protocol):
    """A published entry."""

    @property
    def id(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def body_html(self) -> str: ...
    @property
    def author_id(self) -> int: ...
    @property
    def published_at(self) -> datetime: ...
    @property
    def edited_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Channel:
    """Whose journal it is and where it stands; addresses are whole."""

    title: str
    words: str
    site: str
    page: str
    feed: str
    entry: str  # where an entry is, less its key
    pages: tuple[tuple[str, str], ...] = ()  # those beside it, by what they are to it


class PagedFeed(Atom1Feed):  # type: ignore[misc]  # the library says no types
    """A feed that leads to what it does not hold itself (RFC 5005, section 3)."""

    pages: tuple[tuple[str, str], ...] = ()

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.pages:
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


def written(
    form: Form, channel: Channel, items: Iterable[Item], names: Mapping[int, str]
) -> str:
    """The feed, with each entry whole and its author's name."""
    match form:
        case Form.ATOM:
            return xml_of(PagedFeed, channel, items, names)
        case Form.RSS:
            return xml_of(Rss201rev2Feed, channel, items, names)
        case Form.JSON:
            return json_of(channel, items, names)


def atom_of(channel: Channel, items: Iterable[Item], names: Mapping[int, str]) -> str:
    return written(Form.ATOM, channel, items, names)


def xml_of(
    kind: Any, channel: Channel, items: Iterable[Item], names: Mapping[int, str]
) -> str:
    feed = kind(
        title=channel.title,
        link=channel.page,
        description=channel.words,
        feed_url=channel.feed,
        language="en",
    )
    feed.pages = channel.pages
    for item in items:
        feed.add_item(
            title=item.title,
            link=f"{channel.entry}{item.id}",
            description=absolute(item.body_html, channel.site),
            unique_id=f"{channel.entry}{item.id}",
            author_name=names.get(item.author_id, ""),
            pubdate=item.published_at,
            updateddate=item.edited_at or item.published_at,
        )
    said: str = feed.writeString("utf-8")
    return said


def json_of(channel: Channel, items: Iterable[Item], names: Mapping[int, str]) -> str:
    following = dict(channel.pages).get("next")
    head = {
        "version": JSON_FEED,
        "title": channel.title,
        "description": channel.words,
        "home_page_url": channel.page,
        "feed_url": channel.feed,
    }
    rows = [
        {
            "id": f"{channel.entry}{item.id}",
            "url": f"{channel.entry}{item.id}",
            "title": item.title,
            "content_html": absolute(item.body_html, channel.site),
            "date_published": item.published_at.isoformat(),
            "date_modified": (item.edited_at or item.published_at).isoformat(),
            "authors": [{"name": names.get(item.author_id, "")}],
        }
        for item in items
    ]
    paged = {"next_url": following} if following else {}
    return json.dumps({**head, **paged, "items": rows}, ensure_ascii=False)


def absolute(html: str, site: str) -> str:
    """Pictures and links of our own, as a feed reader far away finds them."""
    return html.replace('src="/', f'src="{site}/').replace('href="/', f'href="{site}/')
