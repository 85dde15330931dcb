"""Export from the shell."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from cocreate.cli.application import ready_application
from cocreate.cli.exporting.files import Files
from cocreate.cli.exporting.ideas import ideas, projects
from cocreate.cli.exporting.selection import Row, Selection
from cocreate.cli.exporting.talk import comments, notes, reactions
from cocreate.cli.exporting.votes import votes
from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.importing.hanging import FOLDER
from cocreate.cli.progress import Advance, progress_bar
from cocreate.kernel.ids import ProjectId
from cocreate.projects.queries import find_project

FILES = (
    ("projects.jsonl", projects),
    ("ideas.jsonl", ideas),
    ("comments.jsonl", comments),
    ("reactions.jsonl", reactions),
    ("votes.jsonl", votes),
)
INTERNAL = (("notes.jsonl", notes),)  # with what is hidden


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--project", metavar="SLUG", help="This project alone.")
@click.option("--with-hidden", is_flag=True, help="What is hidden or withdrawn too.")
def export_command(*, folder: Path, project: str | None, with_hidden: bool) -> None:
    """Write ideas, comments and votes into FOLDER, as `import jsonl` reads them.

    Names are in it, addresses are not. What stood there under these names is replaced.
    Notes, and what was said with votes, are internal: they are written with what is
    hidden, and say so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ready_application(), progress_bar("Exporting", None) as advance:
        files = Files(folder)
        chosen = Selection(project_id(project), files, with_hidden=with_hidden)
        for name, rows in (*FILES, *INTERNAL) if with_hidden else FILES:
            lines = write(folder / name, rows(chosen), advance)
            click.echo(f"{name:16} {lines:>9,} lines")
        if not with_hidden:
            for name, _ in INTERNAL:
                (folder / name).unlink(missing_ok=True)
        files.forget_others()
        say_files(files)


def say_files(files: Files) -> None:
    if files.copied:
        click.echo(f"{FOLDER:16} {len(files.copied):>9,} files")
    for key in files.lost:
        click.echo(f"A file is gone from storage: {key}", err=True)


def project_id(slug: str | None) -> ProjectId | None:
    if slug is None:
        return None
    project = find_project(OPERATOR, slug)
    if project is None:
        raise click.ClickException(f"There is no project {slug}.")
    return project.id


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
