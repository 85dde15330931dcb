"""Ship a release, or throw a draft of one away."""

from collections.abc import Iterable, Sequence

from cocreate.beta.actions import mark_released
from cocreate.beta.queries import Verdict, open_noes
from cocreate.decisions.actions import ship_decisions
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import DecisionId, ReleaseId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.releases.actions.write import IT_SHIPPED, TEAM_SHIPS, clear
from cocreate.releases.events import ReleasePublished
from cocreate.releases.models import Release
from cocreate.releases.policy import may_rewrite, may_ship
from cocreate.releases.queries import (
    builds_shipped,
    decisions_shipped,
    find_release,
    get_release,
)


def publish_release(
    actor: Actor, release_id: ReleaseId, *, despite: str = ""
) -> Release:
    """Ship a release, once: its decisions and their ideas stand as shipped.

    Where somebody cited says that a build does not do what was decided, and nothing
    was done about it, it ships only with the reason why; everybody reads that.
    """
    release = get_release(actor, release_id, lock=True)
    require(may_ship(actor), TEAM_SHIPS)
    if release.published_at is not None:
        return release
    decided = decisions_shipped([release.id])[release.id]
    release.despite = reason_to_ship(decided, despite)
    release.published_at = now()
    ship_decisions(actor, decided)
    mark_released(builds_shipped([release.id])[release.id])
    record(ReleasePublished(release_id=release.id, by_id=actor.person_id))
    return release


def reason_to_ship(decided: Iterable[DecisionId], despite: str) -> str:
    """Why it ships over a no; nothing where nobody says no."""
    noes = open_noes(decided)
    if noes and not despite:
        raise InvalidError({"despite": refusal_over(noes)})
    return despite if noes else ""


def refusal_over(noes: Sequence[Verdict]) -> str:
    named = sorted({one.decision_id for one in noes})
    said = ", ".join(map(str, named))
    one = "decision" if len(named) == 1 else "decisions"
    return f"Somebody cited says that {one} {said} is not done: resolve it, or say why."


def discard_release(actor: Actor, release_id: ReleaseId) -> None:
    """Throw a draft away; one that is gone already stays gone."""
    require(may_ship(actor), TEAM_SHIPS)
    release = find_release(actor, release_id, lock=True)
    if release is None:
        return
    require(may_rewrite(actor, release), IT_SHIPPED)
    clear(release)
    db.session.delete(release)
