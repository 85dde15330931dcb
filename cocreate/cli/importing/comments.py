"""Bring the lines of comments.jsonl in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cocreate.cli.importing.hanging import Files, kept_files
from cocreate.cli.importing.imported import ImportedSet
from cocreate.cli.importing.lines import Line, in_batches
from cocreate.cli.importing.records import CommentRecord, read_comment
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_all
from cocreate.discussion.actions import (
    ImportedComment,
    at_the_top,
    bring_pin,
    ids_by_origin,
    import_comments,
    move_files_of_comment,
)
from cocreate.ideas.actions import PastFile, keep_files
from cocreate.kernel.clock import now
from cocreate.kernel.ids import CommentId
from cocreate.kernel.transaction import transaction
from cocreate.search.actions import note_change
from cocreate.search.subject import Subject

SaidComment = Said[CommentRecord]
AT_ONCE = 1000
NO_PARENT = "what it answers is not in its discussion: it stands at the top"


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each comment once; one whose parent stands further on waits for it."""
    waiting: list[SaidComment] = []
    first: dict[str, int] = {}
    for some in in_batches(lines, AT_ONCE):
        said = list(read_all(report, first, some, read_comment))
        ready = rooted(said, known_keys(found, (one.record.parent for one in said)))
        keep(found, report, [one for one in said if one.record.key in ready])
        waiting += [one for one in said if one.record.key not in ready]
    keep(found, report, waiting)


def rooted(said: Sequence[SaidComment], known: set[str]) -> set[str]:
    """The keys of those that answer nothing, what is here, or another that does."""
    below = defaultdict(list)
    for one in said:
        parent = one.record.parent
        below[None if parent in known else parent].append(one.record.key)
    ready = list(below[None])
    for key in ready:  # it grows by what answers it
        ready += below[key]
    return set(ready)


def known_keys(found: ImportedSet, keys: Iterable[str | None]) -> set[str]:
    origins = {found.origin(key): key for key in keys if key is not None}
    return {origins[origin] for origin in ids_by_origin(origins)}


def keep(found: ImportedSet, report: Report, said: list[SaidComment]) -> None:
    known = known_keys(found, (one.record.key for one in said))
    report.known["comments.jsonl"] += len(known)
    fresh = [one for one in said if one.record.key not in known]
    if fresh:
        files = {
            one.record.key: kept_files(
                found, report, one.line, one.record, below="comments"
            )
            for one in fresh
            if one.record.files
        }
        with transaction():
            bring_fresh(found, report, fresh, files)
    note_who_lost_their_parent(found, report, said)


def note_who_lost_their_parent(
    found: ImportedSet, report: Report, said: Sequence[SaidComment]
) -> None:
    answering = {
        found.origin(one.record.key): one.line for one in said if one.record.parent
    }
    for origin in at_the_top(answering):
        report.note(answering[origin], NO_PARENT)


def bring_fresh(
    found: ImportedSet, report: Report, fresh: list[SaidComment], files: Files
) -> None:
    found.know_ideas(one.record.idea for one in fresh)
    found.people_behind((one.record.author, one.record.created) for one in fresh)
    comments = []
    for one in fresh:
        if one.record.idea in found.ideas:
            comments.append(past(found, one.record))
        else:
            report.refuse_line(one.line, "its idea is not here")
    keys = import_comments(comments)
    hang(found, keys, [one.record for one in fresh], files)
    pin(found, keys, [one.record for one in fresh if one.record.pinned])
    note_change(Subject.COMMENT, *keys.values())
    report.brought["comments.jsonl"] += len(comments)


def hang(
    found: ImportedSet,
    keys: dict[str, CommentId],
    records: list[CommentRecord],
    files: Files,
) -> None:
    """Let their pictures and files hang on comments that have just been brought."""
    for one in records:
        comment_id = keys.get(found.origin(one.key))
        if comment_id is None or not files.get(one.key):
            continue
        keep_files(
            PastFile(
                comment_id=comment_id,
                file=file,
                description=said.description,
                sent_at=said.sent or one.created or now(),
            )
            for said, file in files[one.key]
        )
        move_files_of_comment(comment_id, len(files[one.key]))


def past(found: ImportedSet, record: CommentRecord) -> ImportedComment:
    idea = found.ideas[record.idea]
    posted_at = record.created or idea.proposed_at
    # A comment of which nothing is left keeps its place, so that replies keep theirs.
    taken_back = None if record.body else posted_at
    return ImportedComment(
        origin=found.origin(record.key),
        project_id=idea.project_id,
        idea_id=idea.id,
        author_id=found.person(record.author),
        body=record.body,
        posted_at=posted_at,
        parent_origin=found.origin(record.parent) if record.parent else None,
        is_official=record.official,
        agreed=record.up,
        disagreed=record.down,
        edited_at=record.edited,
        hidden_at=record.removal.hidden_at,
        hidden_reason=record.removal.hidden_reason,
        withdrawn_at=record.removal.withdrawn_at or taken_back,
    )


def pin(
    found: ImportedSet, keys: dict[str, CommentId], records: list[CommentRecord]
) -> None:
    """Keep which comments stand above their discussions as the answer."""
    pinned = [(keys.get(found.origin(one.key)), one.pinned) for one in records]
    found.people_behind((how.by, how.at) for _, how in pinned if how)
    for comment_id, how in pinned:
        if comment_id is not None and how is not None:
            by_id = found.person(how.by)
            bring_pin(comment_id, by_id=by_id, pinned_at=how.at)
