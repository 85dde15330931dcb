"""Bring the lines of ideas.jsonl in."""

from collections.abc import Iterable

from cocreate.cli.importing.hanging import Files, keep_beside, kept_files
from cocreate.cli.importing.imported import IdeaHere, ImportedSet
from cocreate.cli.importing.lines import Line, LineError, in_batches
from cocreate.cli.importing.records import IdeaRecord, read_idea
from cocreate.cli.importing.report import Report
from cocreate.cli.importing.said import Said, read_all
from cocreate.ideas.actions import PastIdea, bring_ideas
from cocreate.ideas.status import Status
from cocreate.kernel.transaction import transaction
from cocreate.search.actions import note_change
from cocreate.search.subject import Subject
from cocreate.surfacing.actions import learn_ideas

SaidIdea = Said[IdeaRecord]
AT_ONCE = 500
NO_TARGET = "it was merged into an idea that is not here"


def bring(found: ImportedSet, report: Report, lines: Iterable[Line]) -> None:
    """Keep each idea once; merged ones wait for the ideas they were folded into."""
    waiting: list[SaidIdea] = []
    first: dict[str, int] = {}
    for some in in_batches(lines, AT_ONCE):
        said = list(read_all(report, first, some, read_idea))
        keep(found, report, [one for one in said if not one.record.merged_into])
        waiting += [one for one in said if one.record.merged_into]
    while waiting:
        found.know_ideas(one.record.merged_into or "" for one in waiting)
        ready = [one for one in waiting if one.record.merged_into in found.ideas]
        if not ready:
            break
        keep(found, report, ready)
        waiting = [one for one in waiting if one.record.merged_into not in found.ideas]
    for one in waiting:
        report.refuse_line(one.line, NO_TARGET)


def keep(found: ImportedSet, report: Report, said: list[SaidIdea]) -> None:
    found.know_ideas(
        key for one in said for key in (one.record.key, one.record.merged_into) if key
    )
    fresh = [one for one in said if one.record.key not in found.ideas]
    report.known["ideas.jsonl"] += len(said) - len(fresh)
    if fresh:
        files = {
            one.record.key: kept_files(found, report, one.line, one.record)
            for one in fresh
        }
        with transaction():
            bring_fresh(found, report, fresh, files)


def bring_fresh(
    found: ImportedSet, report: Report, fresh: list[SaidIdea], files: Files
) -> None:
    found.people_behind((one.record.author, one.record.created) for one in fresh)
    ideas = []
    for one in fresh:
        try:
            ideas.append(past(found, one.record))
        except LineError as error:
            report.refuse_line(one.line, str(error))
    keys = bring_ideas(ideas)
    note_change(Subject.IDEA, *keys.values())
    learn_ideas(keys.values())
    for idea in ideas:
        here = IdeaHere(
            keys[idea.origin], idea.project_id, idea.proposed_at, idea.merged_into_id
        )
        found.ideas[idea.origin.removeprefix(f"{found.name}/")] = here
    keep_beside(found, report, fresh, files)
    report.brought["ideas.jsonl"] += len(ideas)


def past(found: ImportedSet, record: IdeaRecord) -> PastIdea:
    proposed_at = record.created or found.began_at
    answered = None if record.status is Status.NEW else proposed_at
    into = found.ideas[record.merged_into] if record.merged_into else None
    return PastIdea(
        origin=found.origin(record.key),
        project_id=found.project_named(record.project, record.project_slug),
        author_id=found.person(record.author),
        title=record.title,
        body=record.body,
        proposed_at=proposed_at,
        status=record.inside or record.status,
        shown=record.status if record.inside else None,
        language=record.language,
        tags=record.tags,
        supporters=record.supporters,
        edited_at=record.edited,
        answered_at=record.answered or answered,
        merged_into_id=into.id if into else None,
        hidden_at=record.removal.hidden_at,
        hidden_reason=record.removal.hidden_reason,
        withdrawn_at=record.removal.withdrawn_at,
    )
