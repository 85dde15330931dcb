"""What an operator does for one person: let them in again, forget them."""

from pathlib import Path

import click

from cocreate.cli.accounts import read_address
from cocreate.cli.application import ready_application
from cocreate.kernel import audit, storage
from cocreate.kernel.archive import archived
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.transaction import transaction
from cocreate.kernel.zipped import zipped
from cocreate.people import actions
from cocreate.people.models import Person
from cocreate.people.queries import everything_of, find_by_email


@click.command("reset-second-step")
@click.argument("email")
def reset_second_step(email: str) -> None:
    """Take a lost second step off an account: its password alone opens it then."""
    with ready_application():
        person = person_at(email)
        with transaction():
            actions.forget_second_step(person.id)
    click.echo(f"{person.email} signs in by password alone, and is told so by mail.")


@click.command("export-person")
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_person(email: str, file: Path) -> None:
    """Write everything that is kept of somebody into an archive, for them to have."""
    with ready_application():
        person = person_at(email)
        found = everything_of(person.id)
        with transaction():
            audit.note_act("PersonExported", person_id=person.id)
        with file.open("wb") as written:
            for piece in zipped(archived(found)):
                written.write(piece)
    click.echo(f"Written to {file}. It is theirs: give it to nobody else.")


@click.command("forget")
@click.argument("email")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
def forget(email: str, *, yes: bool) -> None:
    """Forget who somebody is, for good, as if they had left; what they said stays."""
    with ready_application():
        person = person_at(email)
        if not yes:
            click.confirm(f"Forget {person.name} for good?", abort=True)
        try:
            with transaction():
                picture_key = actions.forget(person.id)
        except CoCreateError as refusal:
            raise click.ClickException(str(refusal)) from None
        if picture_key:
            storage.drop(picture_key)
    click.echo("Forgotten. What they proposed, said and voted for stays.")


def person_at(email: str) -> Person:
    person = find_by_email(read_address(email))
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}.")
    return person
