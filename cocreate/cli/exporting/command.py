"""Export from the shell."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from cocreate.cli.application import ready_application
from cocreate.cli.exporting.beta import devices, enrolments, programmes
from cocreate.cli.exporting.builds import builds, links
from cocreate.cli.exporting.customers import attribute_rows, known, segments
from cocreate.cli.exporting.desk import departments, desk, verdicts
from cocreate.cli.exporting.files import Files
from cocreate.cli.exporting.ideas import ideas, projects
from cocreate.cli.exporting.selection import Row, Selection
from cocreate.cli.exporting.talk import comments, notes, reactions
from cocreate.cli.exporting.testing import reports, tested
from cocreate.cli.exporting.trusting import discounted, trust
from cocreate.cli.exporting.votes import votes
from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.importing.hanging import BUILDS_FOLDER
from cocreate.cli.progress import Advance, progress_bar
from cocreate.kernel.ids import ProjectId, SegmentId
from cocreate.people.queries import find_segment
from cocreate.projects.queries import find_project

Writing = Callable[[Selection], Iterator[Row]]
FILES: tuple[tuple[str, Writing], ...] = (
    ("projects.jsonl", projects),
    ("ideas.jsonl", ideas),
    ("comments.jsonl", comments),
    ("reactions.jsonl", reactions),
    ("votes.jsonl", votes),
    ("programmes.jsonl", programmes),
)
INTERNAL = (  # with what is hidden
    ("discounted.jsonl", discounted),
    ("notes.jsonl", notes),
    ("desk.jsonl", desk),
    ("verdicts.jsonl", verdicts),
    ("links.jsonl", links),
    ("enrolments.jsonl", enrolments),
    ("builds.jsonl", builds),
    ("tested.jsonl", tested),
    ("reports.jsonl", reports),
)
OF_THE_SITE = (  # with what is hidden, of all projects
    ("attributes.jsonl", attribute_rows),
    ("known.jsonl", known),
    ("segments.jsonl", segments),
    ("trust.jsonl", trust),
    ("departments.jsonl", departments),
    ("devices.jsonl", devices),
)


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--project", metavar="SLUG", help="This project alone.")
@click.option("--segment", metavar="NAME", help="What people of a segment said alone.")
@click.option("--with-hidden", is_flag=True, help="What is hidden or withdrawn too.")
@click.option("--with-builds", is_flag=True, help="The files of builds, too.")
def export_command(
    *,
    folder: Path,
    project: str | None,
    segment: str | None,
    with_hidden: bool,
    with_builds: bool,
) -> None:
    """Write ideas, comments and votes into FOLDER, as `import jsonl` reads them.

    Names are in it, addresses are not. What stood there under these names is replaced.
    Notes, what was said with votes, votes that do not count, how far people are
    trusted, what lies on the desk, its log, and what is known
    of customers are internal: they are written with what is hidden, and say so; so are
    builds, by the SHA-256 of their files, which --with-builds puts beside the lines.
    """
    if with_builds and not with_hidden:
        raise click.UsageError("Builds are internal: say --with-hidden, too.")
    folder.mkdir(parents=True, exist_ok=True)
    with ready_application(), progress_bar("Exporting", None) as advance:
        files, packages = Files(folder), Files(folder, BUILDS_FOLDER)
        chosen = Selection(
            project_id(project),
            files,
            segment_id=segment_id(segment),
            with_hidden=with_hidden,
            builds=packages if with_builds else None,
        )
        wanted = dict(files_wanted(chosen))
        for name, rows in wanted.items():
            lines = write(folder / name, rows(chosen), advance)
            click.echo(f"{name:16} {lines:>9,} lines")
        for name, _ in (*INTERNAL, *OF_THE_SITE):
            if name not in wanted:
                (folder / name).unlink(missing_ok=True)
        for kept in (files, packages):
            kept.forget_others()
            say_files(kept)


def files_wanted(chosen: Selection) -> Iterator[tuple[str, Writing]]:
    """Which files are written: of one project, nothing that is the whole site's."""
    yield from FILES
    if chosen.with_hidden:
        yield from INTERNAL
    if chosen.with_hidden and chosen.is_whole:
        yield from OF_THE_SITE


def say_files(files: Files) -> None:
    if files.copied:
        click.echo(f"{files.folder.name:16} {len(files.copied):>9,} files")
    for key in files.lost:
        click.echo(f"A file is gone from storage: {key}", err=True)


def project_id(slug: str | None) -> ProjectId | None:
    if slug is None:
        return None
    project = find_project(OPERATOR, slug)
    if project is None:
        raise click.ClickException(f"There is no project {slug}.")
    return project.id


def segment_id(slug: str | None) -> SegmentId | None:
    if slug is None:
        return None
    segment = find_segment(OPERATOR, slug)
    if segment is None:
        raise click.ClickException(f"There is no segment {slug}.")
    return segment.id


def write(path: Path, rows: Iterator[Row], advance: Advance) -> int:
    """Write beside, then rename: a file that is there is a whole one."""
    lines = 0
    beside = path.with_suffix(".part")
    with beside.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            lines += 1
            advance(1)
    beside.replace(path)
    return lines
