"""Take builds over from elsewhere, with whom they reached; nobody is told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select

from cocreate.beta.actions.builds import media_type_of, safe_file_name
from cocreate.beta.gauges import Gauge
from cocreate.beta.kinds import Channel, Pace, Platform, RollState
from cocreate.beta.models import (
    Build,
    BuildAssignment,
    BuildDecision,
    FormerNotes,
    InvitationLink,
    Rollout,
    Task,
)
from cocreate.beta.policy.rings import said_of
from cocreate.beta.queries.builds import build_named
from cocreate.beta.queries.programmes import cohort_named, get_programme
from cocreate.beta.versions import key_of_version
from cocreate.decisions.queries import published_called
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId
from cocreate.kernel.policy import WORKER
from cocreate.kernel.storage import Stored
from cocreate.kernel.text import render_markdown

NO_FILE = "Its file did not come along. Bring it with the next import."
OTHER_BYTES = "there is a build of its version here, with other bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLink:
    """A link that let people in, and what bounded it."""

    code: str
    note: str
    cohort: str | None
    most_uses: int | None
    uses: int
    expires_at: datetime | None
    revoked_at: datetime | None
    by_id: PersonId
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastFacts:
    """What is kept of a build, column by column."""

    version: str
    platform: Platform
    channel: Channel
    file_name: str
    size: int
    sha256: str
    notes: str
    uploaded_at: datetime
    expires_at: datetime
    least_os: str
    package: str
    number: str
    facts: str  # JSON
    share: int
    expiry_told: int | None
    released_at: datetime | None
    revoked_at: datetime | None
    revoked_reason: str | None
    halted_at: datetime | None
    halted_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGift:
    """That a cohort was given a build."""

    cohort: str
    by_id: PersonId
    at: datetime
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRollout:
    by_id: PersonId
    steps: str
    pace: Pace
    hours: int
    least_satisfied: int
    most_stopped: int
    state: RollState
    reason: str
    stepped_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNotes:
    notes: str
    by_id: PersonId
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWish:
    """Something there was to try."""

    title: str
    how: str
    minutes: int
    by_id: PersonId
    written_at: datetime
    dropped_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeBuild:
    uploader_id: PersonId
    facts: PastFacts
    given: Sequence[PastGift] = ()
    rollout: PastRollout | None = None
    former: Sequence[PastNotes] = ()
    wishes: Sequence[PastWish] = ()
    decisions: Sequence[str] = field(default_factory=tuple)  # by their titles


def why_shut(past: PastRollout, satisfied: Gauge, stopped: Gauge) -> str:
    """Why the gate of a roll-out would not let it go on, in its own words."""
    return said_of(Rollout(**asdict(past)), satisfied, stopped)


def bring_link(programme_id: ProgrammeId, past: PastLink) -> bool:
    """Keep a link that people hold; False: its code is here already."""
    get_programme(WORKER, programme_id, lock=True)
    here = select(InvitationLink.id).where(InvitationLink.code == past.code)
    if db.session.scalar(here) is not None:
        return False
    said = asdict(past)
    cohort = cohort_named(programme_id, said.pop("cohort") or "")
    link = InvitationLink(programme_id=programme_id, **said)
    link.cohort_id = cohort.id if cohort else None
    db.session.add(link)
    db.session.flush()  # a line after it may hold the same code
    return True


def lacks_file(programme_id: ProgrammeId, past: PastFacts) -> bool:
    """Whether the bytes of a build are wanted here: of a new one, or of one without."""
    found = build_named(programme_id, past.platform, past.version)
    if found is None:
        return True
    return found.sha256 == past.sha256 and not storage.is_kept(found.storage_key)


def bring_whole_build(
    programme_id: ProgrammeId, past: WholeBuild, stored: Stored | None
) -> bool | str:
    """Keep a build as it was; False: it is here already; a sentence: why not.

    One whose file did not come is held back, until the same is brought with its file.
    """
    get_programme(WORKER, programme_id, lock=True)
    found = build_named(programme_id, past.facts.platform, past.facts.version)
    if found is not None and found.sha256 != past.facts.sha256:
        return OTHER_BYTES
    if found is not None:
        return complete(found, past.facts, stored)
    build = build_of(programme_id, past, stored)
    db.session.add(build)
    db.session.flush()  # what stands beside it needs its key
    keep_beside(build, past)
    return True


def complete(build: Build, past: PastFacts, stored: Stored | None) -> bool:
    """Let the file come that did not come before."""
    if stored is None:
        return False
    build.storage_key = stored.key
    if build.halted_reason == NO_FILE:
        build.halted_at, build.halted_reason = past.halted_at, past.halted_reason
    return True


def hold_back_absent() -> int:
    """Hold back each build whose file is not here; say how many there are."""
    going = select(Build).where(Build.halted_at.is_(None), Build.revoked_at.is_(None))
    held = 0
    for build in db.session.scalars(going.order_by(Build.id)):
        if not storage.is_kept(build.storage_key):
            build.halted_at, build.halted_reason = now(), NO_FILE
            held += 1
    return held


def build_of(
    programme_id: ProgrammeId, past: WholeBuild, stored: Stored | None
) -> Build:
    said = past.facts
    build = Build(
        programme_id=programme_id,
        uploader_id=past.uploader_id,
        version_key=key_of_version(said.version, said.number),
        notes_html=render_markdown(said.notes),
        media_type=media_type_of(said.file_name),
        storage_key=stored.key if stored else f"builds/absent-{said.sha256}",
        **asdict(said),
    )
    build.file_name = safe_file_name(said.file_name)
    if stored is None:
        build.halted_at = build.halted_at or now()
        build.halted_reason = build.halted_reason or NO_FILE
    return build


def keep_beside(build: Build, past: WholeBuild) -> None:
    for gift in past.given:
        cohort = cohort_named(build.programme_id, gift.cohort)
        if cohort is not None:
            given = BuildAssignment(build_id=build.id, cohort_id=cohort.id)
            given.by_id, given.assigned_at = gift.by_id, gift.at
            given.at_once = gift.at_once
            db.session.add(given)
    if past.rollout is not None:
        db.session.add(Rollout(build_id=build.id, **asdict(past.rollout)))
    for one in past.former:
        html = render_markdown(one.notes)
        db.session.add(FormerNotes(build_id=build.id, notes_html=html, **asdict(one)))
    for wish in past.wishes:
        html = render_markdown(wish.how)
        db.session.add(Task(build_id=build.id, how_html=html, **asdict(wish)))
    project_id = get_programme(WORKER, build.programme_id).project_id
    for decision_id in published_called(project_id, past.decisions).values():
        db.session.add(BuildDecision(build_id=build.id, decision_id=decision_id))
