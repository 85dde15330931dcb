"""Ship a release, or throw a draft of one away."""

from cocreate.beta.actions import mark_released
from cocreate.decisions.actions import ship_decisions
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ReleaseId
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


def publish_release(actor: Actor, release_id: ReleaseId) -> Release:
    """Ship a release, once: its decisions and their ideas stand as shipped."""
    release = get_release(actor, release_id, lock=True)
    require(may_ship(actor), TEAM_SHIPS)
    if release.published_at is not None:
        return release
    release.published_at = now()
    ship_decisions(actor, decisions_shipped([release.id])[release.id])
    mark_released(builds_shipped([release.id])[release.id])
    record(ReleasePublished(release_id=release.id, by_id=actor.person_id))
    return release


def discard_release(actor: Actor, release_id: ReleaseId) -> None:
    """Throw a draft away; one that is gone already stays gone."""
    require(may_ship(actor), TEAM_SHIPS)
    release = find_release(actor, release_id, lock=True)
    if release is None:
        return
    require(may_rewrite(actor, release), IT_SHIPPED)
    clear(release)
    db.session.delete(release)
