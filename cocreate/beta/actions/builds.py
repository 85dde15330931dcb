"""Bring a build in, give it to cohorts, take it back. The team alone may."""

import mimetypes
import re
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import update

from cocreate.beta.actions.packages import settled, told_by
from cocreate.beta.drafts import BuildDraft
from cocreate.beta.events import (
    BuildAssigned,
    BuildExpiring,
    BuildRevoked,
    BuildUploaded,
)
from cocreate.beta.models import Build, BuildAssignment, BuildDecision, Programme
from cocreate.beta.packages.facts import Facts
from cocreate.beta.policy import may_run, notice_due
from cocreate.beta.queries.builds import (
    build_named,
    cohort_ids_of,
    decision_ids_of,
    get_build,
    package_before,
)
from cocreate.beta.queries.programmes import cohorts, get_programme
from cocreate.beta.versions import key_of_version
from cocreate.config import current
from cocreate.decisions.actions import move_stage
from cocreate.decisions.queries import published
from cocreate.decisions.stage import Stage
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import BuildId, CohortId, DecisionId, ProgrammeId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.scanning import refuse_malware
from cocreate.kernel.storage import Stored
from cocreate.kernel.text import render_markdown, tidy_line

TEAM_ONLY = "The product team brings the builds."
BEFORE_BETA = frozenset({Stage.PLANNED, Stage.BUILDING})
NOTHING = Facts()
LONGEST_FILE_NAME = 120
ANYTHING = "application/octet-stream"
KNOWN_TYPES = {
    ".apk": "application/vnd.android.package-archive",
    ".dmg": "application/x-apple-diskimage",
    ".msi": "application/x-msi",
    ".zip": "application/zip",
}


def keep_file(chunks: Iterable[bytes]) -> Stored:
    """Stream a file into the store. Outside any transaction: it may take minutes."""
    key = f"builds/{secrets.token_hex(16)}"
    stored = storage.keep(key, chunks, most=current().build_most_bytes)
    if not stored.size:
        storage.drop(key)
        raise InvalidError({"file": "This file is empty."})
    try:
        kept = storage.read_range(key, 0, stored.size)
        refuse_malware(kept, size=stored.size, field="file")
    except BaseException:
        storage.drop(key)
        raise
    return stored


def forget_file(stored: Stored) -> None:
    """Drop a file that became no build."""
    storage.drop(stored.key)


def add_build(
    actor: Actor,
    programme_id: ProgrammeId,
    draft: BuildDraft,
    stored: Stored,
    facts: Facts = NOTHING,
) -> Build:
    """Make a build of a file that has been kept, and give it to its cohorts.

    What the draft leaves open is taken from the facts of the file. The same bytes under
    the same version are the same build: a second press gives the first, and its file is
    forgotten.
    """
    require(may_run(actor), TEAM_ONLY)
    programme = get_programme(actor, programme_id, lock=True)
    refuse_other_bytes(draft, stored)
    platform = draft.platform or facts.platform
    before = package_before(programme.id, platform) if platform else ""
    draft = settled(draft, facts, before)
    assert draft.platform is not None  # settled
    if found := build_named(programme.id, draft.platform, draft.version):
        return same_build(found, stored)
    carried = decisions_of(actor, programme, draft.decision_ids)
    build = build_of(actor, programme_id, draft, stored, facts)
    db.session.add(build)
    db.session.flush()  # what it carries needs the build's key
    carry(build, carried)
    record(BuildUploaded(build_id=build.id, by_id=actor.person_id))
    give(actor, build, draft.cohort_ids)
    return build


def refuse_other_bytes(draft: BuildDraft, stored: Stored) -> None:
    declared = re.sub(r"\s", "", draft.declared_sha256).lower()
    if declared and declared != stored.sha256:
        found = f"The file that arrived has the SHA-256 {stored.sha256}."
        raise InvalidError({"declared_sha256": found})


def same_build(found: Build, stored: Stored) -> Build:
    if found.sha256 != stored.sha256:
        taken = "There is a build of this version already, with other bytes."
        raise InvalidError({"version": taken})
    forget_file(stored)
    return found


def build_of(
    actor: Actor,
    programme_id: ProgrammeId,
    draft: BuildDraft,
    stored: Stored,
    facts: Facts,
) -> Build:
    name = safe_file_name(draft.file_name)
    return Build(
        programme_id=programme_id,
        uploader_id=actor.person_id,
        version=draft.version,
        version_key=key_of_version(draft.version, facts.number),
        platform=draft.platform,
        file_name=name,
        media_type=media_type_of(name),
        size=stored.size,
        sha256=stored.sha256,
        storage_key=stored.key,
        notes=draft.notes,
        notes_html=render_markdown(draft.notes),
        channel=draft.channel,
        least_os=draft.least_os,
        package=draft.package,
        number=facts.number,
        facts=told_by(facts),
        expires_at=now() + timedelta(days=draft.expires_in_days),
    )


def safe_file_name(sent: str) -> str:
    """The last part of a name, without what any file system gives a meaning."""
    last = re.split(r"[/\\]", tidy_line(sent))[-1]
    kept = re.sub(r"[^\w .+()\[\]-]", "_", last).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if dot and len(ending) <= len(".appinstaller"):
        return f"{stem[: LONGEST_FILE_NAME - len(ending)]}.{ending}"
    return kept[:LONGEST_FILE_NAME] or "build"


def media_type_of(name: str) -> str:
    """What a device installs by its type is named; nothing is that a browser shows."""
    ending = "." + name.rpartition(".")[2].lower()
    guessed = KNOWN_TYPES.get(ending) or mimetypes.guess_type(name)[0] or ANYTHING
    return guessed if guessed in KNOWN_TYPES.values() else ANYTHING


def decisions_of(
    actor: Actor, programme: Programme, decision_ids: Iterable[DecisionId]
) -> list[DecisionId]:
    """The published decisions of this project among those named; others are refused."""
    wanted = set(decision_ids)
    found = published(actor, wanted)
    here = {d.id for d in found if d.project_id == programme.project_id}
    if here != wanted:
        other = "Choose decisions that this project has published."
        raise InvalidError({"decision_ids": other})
    return sorted(here)


def carry(build: Build, decision_ids: Iterable[DecisionId]) -> None:
    for decision_id in decision_ids:
        db.session.add(BuildDecision(build_id=build.id, decision_id=decision_id))


def assign_build(
    actor: Actor,
    build_id: BuildId,
    *,
    cohort_ids: Sequence[CohortId],
    at_once: bool = False,
) -> Build:
    """Give a build to cohorts; those that have it already keep it.

    `at_once`: to all of their testers, however far its roll-out has come.
    """
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    if build.revoked_at is not None:
        raise InvalidError({"cohort_ids": "This build was withdrawn."})
    give(actor, build, cohort_ids, at_once=at_once)
    return build


def give(
    actor: Actor,
    build: Build,
    cohort_ids: Sequence[CohortId],
    *,
    at_once: bool = False,
) -> None:
    known = {cohort.id for cohort in cohorts(build.programme_id)}
    if not known.issuperset(cohort_ids):
        raise InvalidError({"cohort_ids": "Choose cohorts of this programme."})
    new = set(cohort_ids) - cohort_ids_of([build.id])[build.id]
    for cohort_id in sorted(new):
        by_id = actor.person_id
        db.session.add(
            BuildAssignment(
                build_id=build.id, cohort_id=cohort_id, by_id=by_id, at_once=at_once
            )
        )
        record(BuildAssigned(build_id=build.id, cohort_id=cohort_id, by_id=by_id))
    if new:
        let_stand_in_beta(actor, build)


def let_stand_in_beta(actor: Actor, build: Build) -> None:
    """What a build carries is in testers' hands now, unless it has gone further."""
    db.session.flush()  # a new build's decisions must be seen below
    carried = published(actor, decision_ids_of([build.id])[build.id])
    for decision_id in sorted(d.id for d in carried if d.stage in BEFORE_BETA):
        move_stage(actor, decision_id, to=Stage.IN_BETA)


def revoke_build(actor: Actor, build_id: BuildId, *, reason: str) -> Build:
    """Stop a build at once, links already given out included, and say why."""
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    revoke(actor, build, reason=reason)
    return build


def revoke(actor: Actor, build: Build, *, reason: str) -> None:
    if build.revoked_at is None:
        build.revoked_at = now()
        build.revoked_reason = reason
        record(BuildRevoked(build_id=build.id, by_id=actor.person_id))


def tell_of_expiry(build_id: BuildId, at: datetime) -> None:
    """Let its testers hear, once for each notice, that a build ends soon."""
    build = get_build(WORKER, build_id, lock=True)
    days = notice_due(build, at)
    if days is not None and build.revoked_at is None:
        build.expiry_told = days
        record(BuildExpiring(build_id=build_id, days=days))


def mark_released(build_ids: Iterable[BuildId]) -> None:
    """Note that a release ships these builds: their names and notes are public now."""
    wanted = set(build_ids)
    if not wanted:
        return
    db.session.execute(
        update(Build)
        .where(Build.id.in_(wanted), Build.released_at.is_(None))
        .values(released_at=now())
    )
