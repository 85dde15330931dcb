"""People are told when they are trusted more, and when less and why."""

from itertools import groupby

from cocreate.kernel.clock import local
from cocreate.moderation.trust import NAMES
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.people.events import TrustMoved
from cocreate.people.queries import Changed, trust_changes

WHERE = "/me/trust"


def trust_moved(event: TrustMoved) -> None:
    """Whoever came to the same level for the same reason is told together, once."""
    moved = sorted(trust_changes(event.change_ids), key=same_news)
    for _, together in groupby(moved, key=same_news):
        some = list(together)
        tell({one.person_id for one in some}, news_of(some[0]))


def same_news(change: Changed) -> tuple[int, int, str, str]:
    day = local(change.at).date().isoformat()
    return (change.was, change.became, change.why, day)


def news_of(change: Changed) -> News:
    was, became, _, day = same_news(change)
    return News(
        kind=Kind.TRUSTED_MORE if change.is_gained else Kind.TRUSTED_LESS,
        about=f"trust:{was}:{became}:{day}",
        path=WHERE,
        words=NAMES[change.became],
        detail=change.why,
    )
