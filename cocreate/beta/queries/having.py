"""Whether somebody may have the bytes of a build, asked wherever they leave.

Asked at every range that a client fetches, so the statements are built once.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import and_, bindparam, select

from cocreate.beta.links import OVER, Link
from cocreate.beta.models import Build, Device, Enrolment, Programme
from cocreate.beta.policy import why_gone, why_held, why_not_download, why_too_old
from cocreate.beta.queries.builds import is_given_to
from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.asking import ASKER, somebody
from cocreate.kernel.clock import now
from cocreate.kernel.db import KEY, AnySelect, ask, db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.languages import translatable
from cocreate.kernel.policy import Actor, Role
from cocreate.people.queries import actor_for
from cocreate.projects import queries as projects

NOT_YOURS = translatable(
    "This link is another tester's. Open the build's page for your own."
)
FORBIDDEN, GONE, TOO_MANY = 403, 410, 429
THE_BUILD = bindparam("build", type_=KEY)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why somebody may not have the bytes of a build."""

    reason: str
    is_gone: bool = False
    is_crowded: bool = False  # it may be had, and not on so many connections

    @property
    def status(self) -> int:
        return TOO_MANY if self.is_crowded else GONE if self.is_gone else FORBIDDEN


@dataclass(frozen=True, slots=True)
class BuildFile:
    """The bytes of a build: where they lie, and what they are."""

    key: str
    size: int
    sha256: str
    name: str
    media_type: str
    brought_at: datetime

    @property
    def changed_at(self) -> datetime | None:
        """Since when it is this file, unless another hand has its own idea of that."""
        return self.brought_at if current().download_hand == "own" else None

    @property
    def tag(self) -> str:
        """What its strong entity tag says, as whoever sends it would."""
        return storage.tag_of(self.key) or self.sha256


def what_may_be_had(asking: Actor, link: Link) -> BuildFile | Refusal:
    """What a link opens now, whatever it has opened before."""
    if asking.is_member and asking.person_id != link.person_id:
        return Refusal(NOT_YOURS)
    if link.is_over:
        return Refusal(OVER)
    refusal = refusal_of(actor_for(link.person_id), link.build_id)
    return refusal or file_of(link.build_id)


def refusal_of(actor: Actor, build_id: BuildId) -> Refusal | None:
    """Why the actor may not have the bytes of a build now; None when they may."""
    values = {"asker": actor.person_id, "build": build_id}
    row = db.session.execute(asked_of(actor.role), values).one_or_none()
    if row is None:
        return Refusal(NotFoundError.message)
    build, programme, enrolment, assigned = row
    at = now()
    reason = why_not_download(
        actor, programme, enrolment, assigned=bool(assigned), at=at
    )
    if reason is not None:
        return Refusal(reason)
    gone = why_gone(build, at)
    if gone:
        return Refusal(gone, is_gone=True)
    held = why_held(build) or why_unable(actor, build)
    return Refusal(held) if held else None


def why_unable(actor: Actor, build: Build) -> str | None:
    """The reason no device that the actor has told us of can run a build."""
    if not build.least_os:
        return None
    systems = db.session.scalars(
        select(Device.os_version)
        .where(
            Device.person_id == actor.person_id,
            Device.platform == build.platform,
            Device.retired_at.is_(None),
        )
        .order_by(Device.id)
    )
    return why_too_old(build, systems.all())


@lru_cache
def asked_of(role: Role | None) -> AnySelect:
    return (
        select(Build, Programme, Enrolment, is_given_to(ASKER))  # type: ignore[arg-type]  # a key that is told later
        .join(Programme, Programme.id == Build.programme_id)
        .outerjoin(
            Enrolment,
            and_(Enrolment.programme_id == Programme.id, Enrolment.person_id == ASKER),
        )
        .where(
            Build.id == THE_BUILD,
            Programme.project_id.in_(projects.visible_ids(somebody(role))),
        )
        .execution_options(populate_existing=True)
    )


FILE = select(
    Build.storage_key,
    Build.size,
    Build.sha256,
    Build.file_name,
    Build.media_type,
    Build.uploaded_at,
).where(Build.id == THE_BUILD)


def file_of(build_id: BuildId) -> BuildFile:
    """The file behind a build. Ask `refusal_of` before anybody is given it."""
    row = ask(FILE, build=build_id).one_or_none()
    if row is None:
        raise NotFoundError
    return BuildFile(*row)
