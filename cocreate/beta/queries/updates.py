"""Which builds an application that updates itself may have for its tester."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cocreate.beta.kinds import Channel, Platform
from cocreate.beta.models import Build
from cocreate.beta.queries.builds import NEWEST, can_be_had, is_given_to, visible_to
from cocreate.beta.systems import is_at_least
from cocreate.beta.versions import key_of_version
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import BuildId, ProgrammeId
from cocreate.kernel.policy import Actor

MOST = 50
UP_TO = {
    Channel.STABLE: (Channel.STABLE,),
    Channel.BETA: (Channel.STABLE, Channel.BETA),
    Channel.NIGHTLY: (Channel.STABLE, Channel.BETA, Channel.NIGHTLY),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an application tells of itself when it asks for updates."""

    platform: Platform
    channel: Channel = Channel.BETA
    os_version: str = ""  # unknown: least systems are left to the application
    version: str = ""
    number: str = ""  # of the build it is


def updates(actor: Actor, programme_id: ProgrammeId, asked: Asked) -> Sequence[Build]:
    """The builds that have reached the actor and can be had now, the newest first."""
    found = db.session.scalars(
        visible_to(actor)
        .where(
            Build.programme_id == programme_id,
            Build.platform == asked.platform,
            Build.channel.in_(UP_TO[asked.channel]),
            is_given_to(actor.person_id),
            can_be_had(now()),
        )
        .order_by(*NEWEST)
        .limit(MOST)
    )
    told = asked.os_version
    return [one for one in found if not told or is_at_least(told, one.least_os)]


def is_newer(build: Build, asked: Asked) -> bool:
    """Whether a build comes after the one that asks; after none that says nothing.

    One that tells no number is not older than a build of its own version.
    """
    if not asked.version:
        return True
    number = build.number if asked.number else ""
    theirs = key_of_version(asked.version, asked.number)
    return key_of_version(build.version, number) > theirs


def installed(actor: Actor, programme_id: ProgrammeId, asked: Asked) -> Build | None:
    """The build that asks, where the actor may know of it."""
    return db.session.scalar(
        visible_to(actor).where(
            Build.programme_id == programme_id,
            Build.platform == asked.platform,
            Build.version == asked.version,
        )
    )


def unsigned() -> Sequence[BuildId]:
    """Builds whose files nobody has signed yet, the newest first."""
    return db.session.scalars(
        select(Build.id)
        .where(Build.signature == "", can_be_had(now()))
        .order_by(Build.id.desc())
        .limit(MOST)
    ).all()
