"""Export from the shell."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from cocreate.cli.application import ready_application
from cocreate.cli.exporting.rows import Row, Selection, comments, ideas, votes
from cocreate.cli.importing.command import OPERATOR
from cocreate.cli.progress import Advance, progress_bar
from cocreate.projects.queries import find_project

FILES = (("ideas.jsonl", ideas), ("comments.jsonl", comments), ("votes.jsonl", votes))


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--project", metavar="SLUG", help="This project alone.")
@click.option("--with-hidden", is_flag=True, help="What is hidden or withdrawn too.")
def export_command(*, folder: Path, project: str | None, with_hidden: bool) -> None:
    """Write ideas, comments and votes into FOLDER, as `import jsonl` reads them.

    Names are in it, addresses are not. What stood there under these names is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ready_application(), progress_bar("Exporting", None) as advance:
        chosen = selected(project, with_hidden=with_hidden)
        for name, rows in FILES:
            lines = write(folder / name, rows(chosen), advance)
            click.echo(f"{name:15} {lines:>9,} lines")


def selected(slug: str | None, *, with_hidden: bool) -> Selection:
    if slug is None:
        return Selection(None, with_hidden=with_hidden)
    project = find_project(OPERATOR, slug)
    if project is None:
        raise click.ClickException(f"There is no project {slug}.")
    return Selection(project.id, with_hidden=with_hidden)


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
