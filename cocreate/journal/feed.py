"""The journal of a project as an Atom feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from feedgenerator import Atom1Feed


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


def atom_of(channel: Channel, items: Iterable[Item], names: Mapping[int, str]) -> str:
    """The feed, with each entry whole and its author's name."""
    feed = PagedFeed(
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
    written: str = feed.writeString("utf-8")
    return written


def absolute(html: str, site: str) -> str:
    """Pictures and links of our own, as a feed reader far away finds them."""
    return html.replace('src="/', f'src="{site}/').replace('href="/', f'href="{site}/')
