"""Keep what hangs on ideas that came: answers, pictures and files, locks."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from cocreate.cli.importing.beside import FileRecord
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, LineError
from cocreate.cli.importing.records import IdeaRecord
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said
from cocreate.config import current
from cocreate.discussion.actions import bring_lock
from cocreate.ideas.actions import (
    PastAnswer,
    PastFile,
    keep_answers,
    keep_files,
)
from cocreate.ideas.fields import UnreadableError, past_answer
from cocreate.kernel.attached import KeptFile, keep_attached_again
from cocreate.kernel.errors import InvalidError

FOLDER = "attachments"  # beside the lines; each file is called after its SHA-256
BUILDS_FOLDER = "builds"  # the same, for the files of builds

SaidIdea = Said[IdeaRecord]


class Holding(Protocol):
    """Whatever files hang on: the record of an idea or of a comment."""

    @property
    def key(self) -> str: ...
    @property
    def files(self) -> Sequence[FileRecord]: ...


Files = Mapping[str, Sequence[tuple[FileRecord, KeptFile]]]  # by the ideas' keys


def kept_files(
    found: ImportedSet,
    report: Report,
    line: Line,
    holding: Holding,
    *,
    below: str = "ideas",
) -> list[tuple[FileRecord, KeptFile]]:
    """The files of an idea or comment, in storage before a row names them."""
    kept = []
    stem = hashlib.sha256(found.origin(holding.key).encode()).hexdigest()[:32]
    for record in holding.files:
        try:
            kept.append((record, kept_file(found, record, f"{below}/{stem}")))
        except LineError as error:
            report.note(line, f"“{record.name}” is left out: {error}")
    return kept


def kept_file(found: ImportedSet, record: FileRecord, folder: str) -> KeptFile:
    sent = read_whole(found.folder / FOLDER / record.sha256)
    if hashlib.sha256(sent).hexdigest() != record.sha256:
        raise LineError("its bytes are not those of its SHA-256")
    try:
        return keep_attached_again(sent, name=record.name, folder=folder, field="file")
    except InvalidError as refusal:
        raise LineError(str(refusal)) from None


def read_whole(path: Path) -> bytes:
    if not path.is_file():
        raise LineError(f"{FOLDER} does not hold it")
    if path.stat().st_size > current().attachment_most_bytes:
        raise LineError("it is too large")
    return path.read_bytes()


def keep_beside(
    found: ImportedSet, report: Report, fresh: Sequence[SaidIdea], files: Files
) -> None:
    """What hangs on the ideas that have just been brought."""
    came = [one for one in fresh if one.record.key in found.ideas]
    keep_answers(answer for one in came for answer in answers(found, report, one))
    keep_files(file for one in came for file in files_on(found, one.record, files))
    locked = [(one.record.key, one.record.locked) for one in came if one.record.locked]
    found.people_behind((lock.by, lock.at) for _, lock in locked)
    for key, lock in locked:
        bring_lock(
            idea_id=found.ideas[key].id,
            by_id=found.person(lock.by),
            reason=lock.reason,
            locked_at=lock.at,
        )


def answers(found: ImportedSet, report: Report, one: SaidIdea) -> Iterator[PastAnswer]:
    if not one.record.answers:
        return
    idea = found.ideas[one.record.key]
    fields = found.fields_of(idea.project_id)
    for slug, said in one.record.answers.items():
        field = fields.get(slug)
        if field is None:
            report.note(one.line, f"its project asks no “{slug}”")
            continue
        try:
            value = past_answer(field.kind, said)
        except UnreadableError as unread:
            report.note(one.line, f"its answer to “{slug}” is left out: {unread}")
        else:
            yield PastAnswer(idea_id=idea.id, field_id=field.id, value=value)


def files_on(
    found: ImportedSet, record: IdeaRecord, files: Files
) -> Iterator[PastFile]:
    idea = found.ideas[record.key]
    for said, file in files[record.key]:
        yield PastFile(
            idea_id=idea.id,
            file=file,
            description=said.description,
            sent_at=said.sent or idea.proposed_at,
        )
