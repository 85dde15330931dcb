"""Bring in the links people hold, and the builds they were given."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime

from cocreate.beta.actions import (
    PastGift,
    PastLink,
    PastNotes,
    PastRollout,
    PastWish,
    WholeBuild,
    bring_link,
    bring_whole_build,
    forget_file,
    keep_file,
    lacks_file,
)
from cocreate.beta.manifest import pieces
from cocreate.beta.queries import find_programme
from cocreate.cli.importing.authors import Author
from cocreate.cli.importing.build_records import (
    BuildRecord,
    LinkRecord,
    RolloutRecord,
    read_build,
    read_link,
)
from cocreate.cli.importing.hanging import BUILDS_FOLDER
from cocreate.cli.importing.imported import ImportedSet, slug_for
from cocreate.cli.importing.lines import Line
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_in_batches
from cocreate.decisions.queries import published_called
from cocreate.kernel.ids import ProgrammeId
from cocreate.kernel.storage import Stored
from cocreate.kernel.transaction import pause, transaction
from cocreate.projects.queries import find_project

LINKS, BUILDS = "links.jsonl", "builds.jsonl"
AT_ONCE = 200
NOT_HERE = "its beta is not here"
Voices = Iterator[tuple[Author, datetime | None]]


def programme_of(found: ImportedSet, slug: str) -> ProgrammeId | None:
    project = find_project(found.actor, found.project or slug_for(slug))
    programme = find_programme(found.actor, project.id) if project else None
    return programme.id if programme else None


def bring_links(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Let the links that people hold let them in here, as often as they still may."""
    for said in read_in_batches(report, lines, read_link, AT_ONCE):
        with transaction():
            found.people_behind((one.record.by, one.record.made) for one in said)
            for one in said:
                programme_id = programme_of(found, one.record.slug)
                if programme_id is None:
                    report.refuse_line(one.line, NOT_HERE)
                    continue
                came = bring_link(programme_id, link_of(found, one.record))
                (report.brought if came else report.known)[LINKS] += 1


def link_of(found: ImportedSet, record: LinkRecord) -> PastLink:
    return PastLink(
        code=record.code,
        note=record.note,
        cohort=record.cohort,
        most_uses=record.most_uses,
        uses=record.uses,
        expires_at=record.expires,
        revoked_at=record.revoked,
        by_id=found.person(record.by),
        made_at=record.made,
    )


def bring_builds(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Each in a transaction of its own: its file is kept first, and may be large."""
    for some in read_in_batches(report, lines, read_build, AT_ONCE):
        with transaction():
            found.people_behind(who for one in some for who in behind(one.record))
        for one in some:
            bring_build(found, report, one)


def behind(record: BuildRecord) -> Voices:
    yield record.by, record.facts.uploaded_at
    for given in record.given:
        yield given.by, given.at
    for notes in record.former:
        yield notes.by, notes.until
    for wish in record.wishes:
        yield wish.by, wish.at
    if record.rollout:
        yield record.rollout.by, record.rollout.stepped


def bring_build(found: ImportedSet, report: Report, one: Said[BuildRecord]) -> None:
    programme_id = programme_of(found, one.record.slug)
    if programme_id is None:
        report.refuse_line(one.line, NOT_HERE)
        return
    stored = stored_file(found, report, one, programme_id)
    with transaction():
        came = bring_whole_build(programme_id, past_of(found, one.record), stored)
    if stored is not None and came is not True:
        forget_file(stored)
    if isinstance(came, str):
        report.refuse_line(one.line, came)
        return
    (report.brought if came else report.known)[BUILDS] += 1
    if came:
        note_what_lacks(found, report, one, stored)


def stored_file(
    found: ImportedSet,
    report: Report,
    one: Said[BuildRecord],
    programme_id: ProgrammeId,
) -> Stored | None:
    """The bytes of a build that lacks them, in storage, if they came along."""
    facts = one.record.facts
    lacks = lacks_file(programme_id, facts)
    pause()
    path = found.folder / BUILDS_FOLDER / facts.sha256
    if not lacks or not path.is_file():
        return None
    stored = keep_file(pieces(path))
    if (stored.sha256, stored.size) == (facts.sha256, facts.size):
        return stored
    forget_file(stored)
    report.note(one.line, "the bytes beside it are not those of its SHA-256")
    return None


def note_what_lacks(
    found: ImportedSet, report: Report, one: Said[BuildRecord], stored: Stored | None
) -> None:
    if stored is None:
        report.note(one.line, "its file did not come along: it is held back")
    project = find_project(found.actor, found.project or slug_for(one.record.slug))
    assert project is not None  # its beta is here
    here = published_called(project.id, one.record.decisions)
    for title in one.record.decisions:
        if title not in here:
            report.note(one.line, f"it carries “{title}”: that decision is not here")


def past_of(found: ImportedSet, record: BuildRecord) -> WholeBuild:
    return WholeBuild(
        uploader_id=found.person(record.by),
        facts=record.facts,
        given=[
            PastGift(
                cohort=one.cohort,
                by_id=found.person(one.by),
                at=one.at,
                at_once=one.at_once,
            )
            for one in record.given
        ],
        rollout=rollout_of(found, record.rollout) if record.rollout else None,
        former=[
            PastNotes(notes=one.notes, by_id=found.person(one.by), until=one.until)
            for one in record.former
        ],
        wishes=[
            PastWish(
                title=one.title,
                how=one.how,
                minutes=one.minutes,
                by_id=found.person(one.by),
                written_at=one.at,
                dropped_at=one.dropped,
            )
            for one in record.wishes
        ],
        decisions=record.decisions,
    )


def rollout_of(found: ImportedSet, record: RolloutRecord) -> PastRollout:
    plan = asdict(record.plan)
    plan["steps"] = " ".join(map(str, record.plan.steps))
    return PastRollout(
        by_id=found.person(record.by),
        state=record.state,
        reason=record.reason,
        stepped_at=record.stepped,
        **plan,
    )
