"""Who may have the bytes of a build."""

from datetime import datetime

from cocreate.beta.models import Build, Enrolment, Programme
from cocreate.beta.policy.seats import why_not_test
from cocreate.kernel.policy import Actor


def why_gone(build: Build, at: datetime) -> str | None:
    """The reason nobody can have a build any more, or None."""
    if build.revoked_at is not None:
        return f"This build was withdrawn. {build.revoked_reason or ''}".strip()
    if build.expires_at <= at:
        return f"This build expired on {build.expires_at:%-d %B %Y}."
    return None


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
        return "This build has not been given to your group."
    return None
