"""Draw a published lottery again, without a site, a database or a network."""

import json
from pathlib import Path
from typing import Any

import click

from cocreate.beta.lottery import AlteredError, verify

REFUSED = 1
LARGEST = 200_000_000


@click.command("verify-draw")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--commitment", help="The hash that was told before entries closed, if you kept it."
)
def verify_draw(file: Path, commitment: str | None) -> None:
    """Say whether the draw in FILE comes out as it says: 0 when it does, 1 when not.

    Everything it takes is in the file. With --commitment it is also certain that the
    seed is the one that was promised.
    """
    try:
        document = read(file)
        drawn = verify(document)
        require_promised(document, commitment)
    except AlteredError as refusal:
        click.echo(f"Refused: {refusal}", err=True)
        raise SystemExit(REFUSED) from refusal
    click.echo(f"{document.get('programme', '')}: the draw comes out as it says.")
    click.echo(
        f"{len(drawn.selected):,} selected, {len(drawn.waiting):,} in the queue."
    )
    for name, quota in drawn.quotas.items():
        click.echo(f"  {name}: {quota:,} seats")
    click.echo(f"Its seed was promised as {document['commitment']}.")


def require_promised(document: Any, commitment: str | None) -> None:
    if commitment and document["commitment"] != commitment.strip().lower():
        raise AlteredError("The seed is another than the one promised to you.")


def read(file: Path) -> Any:
    if file.stat().st_size > LARGEST:
        raise AlteredError("It is far too long for a draw.")
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError) as unread:
        raise AlteredError("This is no file of a draw.") from unread
