"""Who may ship. Pure."""

from cocreate.kernel.policy import Actor
from cocreate.releases.models import Release


def may_ship(actor: Actor) -> bool:
    return actor.may_write and actor.is_team


def may_rewrite(actor: Actor, release: Release) -> bool:
    """What has shipped has shipped; the next release says what came after it."""
    return may_ship(actor) and release.published_at is None
