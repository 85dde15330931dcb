"""Who may have the bytes of a build."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.beta.models import Build, Enrolment, Programme
from cocreate.beta.policy.seats import why_not_test
from cocreate.beta.systems import is_at_least, numbers_of
from cocreate.kernel.policy import Actor

EXPIRY_NOTICES = (14, 3, 1)  # days before


def notice_due(build: Build, at: datetime) -> int | None:
    """The notice of its end that is due now, in days before it, unless it was given."""
    left = build.expires_at - at
    due = min(
        (days for days in EXPIRY_NOTICES if left <= timedelta(days=days)), default=None
    )
    given = build.expiry_told
    return None if due is None or (given is not None and given <= due) else due


def why_gone(build: Build, at: datetime) -> str | None:
    """The reason nobody can have a build any more, or None."""
    if build.revoked_at is not None:
        return f"This build was withdrawn. {build.revoked_reason or ''}".strip()
    if build.expires_at <= at:
        return f"This build expired on {build.expires_at:%-d %B %Y}."
    return None


def why_held(build: Build) -> str | None:
    """The reason nobody is given a build for now, or None."""
    if build.halted_at is None:
        return None
    return f"The team holds this build back for now. {build.halted_reason}".strip()


def why_locked(build: Build, *, given: bool) -> str | None:
    """The reason nothing but its notes can be changed any more, or None."""
    if given:
        return (
            "Testers were given this build: its file, version and platform stay as they"
            " are. Bring another version, or withdraw this one."
        )
    if build.released_at is not None:
        return "This build was released: it stays as it is."
    if build.revoked_at is not None:
        return "This build was withdrawn: it stays as it is."
    return None


def why_too_old(build: Build, systems: Sequence[str]) -> str | None:
    """The reason none of somebody's devices for its platform can run it, or None.

    `systems`: the versions these devices have; one that nobody knows may be new enough.
    """
    known = [one for one in systems if numbers_of(one) is not None]
    if not build.least_os or not systems or len(known) < len(systems):
        return None
    if any(is_at_least(one, build.least_os) for one in known):
        return None
    needed = f"{PLATFORM_NAMES[build.platform]} {build.least_os} or newer"
    return f"This build needs {needed}; your device has {max(known)}."


def is_former(one: Build, build: Build) -> bool:
    """Whether somebody who leaves the build for the other goes back with it."""
    return one.platform == build.platform and place_of(one) < place_of(build)


def place_of(build: Build) -> tuple[str, datetime, int]:
    return build.version_key, build.uploaded_at, build.id


def why_not_download(
    actor: Actor,
    programme: Programme,
    enrolment: Enrolment | None,
    *,
    assigned: bool,
    at: datetime,
) -> str | None:
    """The reason the actor may not have the bytes of a build, or None."""
    if reason := why_not_test(actor, programme, enrolment, at):
        return reason
    if not assigned:
        return "This build has not been given to your group, or not reached you yet."
    return None
