"""Bring a whole folder in: ideas, then what was said and voted about them."""

from collections.abc import Callable
from pathlib import Path

from cocreate.cli.importing import (
    beta,
    builds,
    comments,
    customers,
    desk,
    findings,
    ideas,
    notes,
    projects,
    reactions,
    testing,
    trusting,
    votes,
)
from cocreate.cli.importing.imported import ImportedSet, slug_for
from cocreate.cli.importing.lines import lines_of
from cocreate.cli.importing.report import Report
from cocreate.config import current
from cocreate.kernel.ids import slug_of
from cocreate.kernel.policy import Actor
from cocreate.search.actions import rebuild
from cocreate.search.jobs import index_changes
from cocreate.surfacing.actions import sweep
from cocreate.surfacing.jobs import weigh_anew
from cocreate.votes.jobs import refresh_figures

IDEAS = "ideas.jsonl"
BRINGING = (
    (projects.FILE, projects.bring),
    (IDEAS, ideas.bring),
    ("comments.jsonl", comments.bring),
    (reactions.FILE, reactions.bring),
    ("votes.jsonl", votes.bring),
    (trusting.DISCOUNTED, trusting.bring_votes_that_do_not_count),
    (trusting.TRUST, trusting.bring_levels),
    (notes.FILE, notes.bring),
    (customers.ATTRIBUTES, customers.bring_attributes),
    (customers.KNOWN, customers.bring_what_is_known),
    (customers.SEGMENTS, customers.bring_segments),
    (desk.DEPARTMENTS, desk.bring_departments),
    (desk.DESK, desk.bring_desk),
    (desk.VERDICTS, desk.bring_log),
    (beta.PROGRAMMES, beta.bring_programmes),
    (beta.DEVICES, beta.bring_devices),
    (builds.LINKS, builds.bring_links),
    (beta.ENROLMENTS, beta.bring_enrolments),
    (builds.BUILDS, builds.bring_builds),
    (testing.TESTED, testing.bring_tested),
    (findings.REPORTS, findings.bring_reports),
)
FILES = tuple(name for name, _ in BRINGING)
LONGEST_NAME = 120
MANY = 500  # things at once, from which on making the index anew is quicker

Advance = Callable[[int], None]


def import_folder(
    folder: Path,
    actor: Actor,
    *,
    name: str | None,
    project: str | None,
    advance: Advance = lambda _: None,
) -> Report:
    """Bring in what is not here yet; what is here stays as it is."""
    name = slug_of(name) if name else name_of(folder)
    report = Report(current().data_dir / "imports" / f"{name}-rejected.jsonl")
    found = ImportedSet(name, actor, folder, project=project)

    for file, bring in BRINGING:
        bring(found, report, lines_of(folder / file, report.refuse, advance))
    report.close()
    refresh_figures()
    weigh_anew()
    sweep()  # no idea waits for the worker to have a score
    teach_index(report)
    return report


def teach_index(report: Report) -> None:
    """Let all that came be found: anew where most of it came now, else bit by bit."""
    came = report.brought[IDEAS] + report.brought["comments.jsonl"]
    if came > MANY:
        rebuild()
    while index_changes():
        pass


def name_of(folder: Path) -> str:
    """A set is called after the project of its first idea, else after its folder.

    So the same files are known again wherever they lie.
    """
    for line in lines_of(folder / IDEAS, lambda *_: None):
        called = line.fields.get("project")
        if isinstance(called, str) and called.strip():
            return slug_for(called.strip()[:LONGEST_NAME])
    return slug_for(folder.resolve().name)
