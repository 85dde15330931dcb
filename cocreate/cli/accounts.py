"""Make accounts from the shell: the first administrator, and anybody else."""

import re
import secrets
import sys
from collections.abc import Callable
from typing import TypeVar

import click

from cocreate.cli.application import ready_application
from cocreate.kernel.policy import Role
from cocreate.kernel.text import tidy_line
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import create_person
from cocreate.people.forms import NewAddress
from cocreate.people.passwords import why_weak
from cocreate.people.queries import find_by_email

Command = TypeVar("Command", bound=Callable[..., None])


def with_account_options(command: Command) -> Command:
    for option in (
        click.option("--name", help="What to call them; the address says it if not."),
        click.option("--password", help="Others on this machine may see it; prefer:"),
        click.option("--password-stdin", is_flag=True, help="Read it from a pipe."),
    ):
        command = option(command)
    return command


class RoleName(click.Choice[str]):
    """A role, also where its words are put together in another way."""

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        return super().convert(re.sub(r"[ -]", "_", value.lower()), param, ctx)


@click.command("create-admin")
@click.argument("email")
@with_account_options
def create_admin(
    email: str, *, name: str | None, password: str | None, password_stdin: bool
) -> None:
    """Make an administrator; without a password one is made up and printed."""
    if password_stdin:
        password = read_password()
    make_account(email, Role.ADMINISTRATOR, name=name, password=password)


@click.command("create-user")
@click.argument("email")
@click.option(
    "--role",
    type=RoleName([str(role) for role in Role]),
    default=str(Role.CUSTOMER),
    show_default=True,
)
@click.option("--unverified", is_flag=True, help="The address is yet to be proven.")
@with_account_options
def create_user(
    email: str,
    *,
    role: str,
    unverified: bool,
    name: str | None,
    password: str | None,
    password_stdin: bool,
) -> None:
    """Make an account; without a password one is made up and printed."""
    if password_stdin:
        password = read_password()
    make_account(
        email, Role(role), name=name, password=password, verified=not unverified
    )


def read_password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def make_account(
    typed: str,
    role: Role,
    *,
    name: str | None,
    password: str | None,
    verified: bool = True,
) -> None:
    """Make the account, or say that it is there; nothing that is there is changed."""
    email = read_address(typed)
    with ready_application():
        if found := find_by_email(email):
            say_known(email, found.role, wanted=role)
            return
        chosen = password if password is not None else secrets.token_urlsafe(12)
        name = tidy_line(name or "") or email.partition("@")[0]
        if reason := why_weak(chosen, besides=(name, email)):
            raise click.BadParameter(reason, param_hint="password")
        with transaction():
            create_person(
                name=name, email=email, password=chosen, role=role, verified=verified
            )
    click.echo(f"{email} may sign in: {in_words(role)}.")
    if password is None:
        click.echo(f"Password: {chosen}")


def read_address(typed: str) -> str:
    form = NewAddress({"email": typed})
    if not form.validate():
        raise click.BadParameter(form.first_errors["email"], param_hint="email")
    return str(form.values["email"])


def say_known(email: str, role: Role, *, wanted: Role) -> None:
    said = f"{email} has an account already: {in_words(role)}. Nothing was changed."
    if role is not wanted:
        raise click.ClickException(f"{said} An administrator can change the role.")
    click.echo(said)


def in_words(role: Role) -> str:
    return str(role).replace("_", " ")
