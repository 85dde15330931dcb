"""What was found, judged by the database: who may see it, and in which order."""

from collections.abc import Sequence

from cocreate.kernel.policy import Actor
from cocreate.search.index import Hit
from cocreate.search.sought import Sought
from cocreate.search.sources import SOURCES
from cocreate.search.subject import Subject
from cocreate.search.told import Found, Seen, Told


def visible(actor: Actor, sought: Sought, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that the actor may see now, and that are as they were asked for."""
    seen = {
        (kind, one)
        for kind, ids in by_kind(hits).items()
        for one in SOURCES[kind].visible_among(
            actor, ids, *sought.asked_of(SOURCES[kind])
        )
    }
    return [hit for hit in hits if hit in seen]


def seen_among(actor: Actor, sought: Sought, hits: Sequence[Hit]) -> list[Seen]:
    """The same, with what they are sorted and counted by."""
    seen = {
        (kind, one.id): one
        for kind, ids in by_kind(hits).items()
        for one in SOURCES[kind].seen(actor, ids, *sought.asked_of(SOURCES[kind]))
    }
    return [seen[hit] for hit in hits if hit in seen]


def sorted_among(
    actor: Actor, sought: Sought, hits: Sequence[Hit], how: Told
) -> list[Hit]:
    """Those that the actor may see in another order: of equals the newest first.

    Of each kind as many are brought as are counted, and one.
    """
    rows = [
        (*row[1:], row[0], kind)
        for kind, ids in by_kind(hits).items()
        for row in SOURCES[kind].asked(how, actor, ids, sought.asked_of(SOURCES[kind]))
    ]
    rows.sort(key=lambda row: row[:-1], reverse=True)
    return [Hit(row[-1], row[-2]) for row in rows]


def told(actor: Actor, hits: Sequence[Hit]) -> list[tuple[Subject, Found]]:
    """The hits with their words, in their order."""
    found = {
        Hit(kind, one.id): one
        for kind, ids in by_kind(hits).items()
        for one in SOURCES[kind].found(actor, ids)
    }
    return [(hit.kind, found[hit]) for hit in hits if hit in found]


def by_kind(hits: Sequence[Hit]) -> dict[Subject, list[int]]:
    kinds: dict[Subject, list[int]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit.id)
    return kinds
