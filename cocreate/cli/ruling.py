"""The rules for what is posted, from the shell: listed, tried, taken elsewhere."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, TextIO

import click

from cocreate.cli.application import ready_application
from cocreate.cli.progress import progress_bar
from cocreate.kernel.errors import CoCreateError
from cocreate.kernel.policy import WORKER, Actor
from cocreate.kernel.transaction import transaction
from cocreate.moderation import actions, queries
from cocreate.moderation.limits import Limit
from cocreate.moderation.rule_forms import LimitForm, WordForm
from cocreate.moderation.rules import Rule
from cocreate.moderation.trying import Thing
from cocreate.people.queries import actor_for, find_by_email

AT_ONCE = 50


@click.group("rules")
def rules() -> None:
    """The rules for what is posted: listed, tried, exported and imported."""


@rules.command("list")
def list_rules() -> None:
    """Say every rule: its name, what it does, on or off, by whom and since when."""
    with ready_application():
        for rule in every_rule():
            since = f"by {rule.by}, {rule.since_at:%Y-%m-%d}" if rule.since_at else ""
            state = "on" if rule.is_on else "off"
            click.echo(f"{rule.name:15} {state:4} {rule.title}: {rule.does} {since}")


@rules.command("dry-run")
@click.argument("name")
@click.option("--as", "email", metavar="EMAIL", required=True, help="Who tries it.")
def dry_run(*, name: str, email: str) -> None:
    """Say what the rule of this NAME would have done to what was posted."""
    with ready_application():
        actor = moderator_named(email)
        try:
            actions.try_rule(actor, name, going=with_a_bar)
        except CoCreateError as refusal:
            raise click.ClickException(str(refusal)) from None
        rule = queries.get_rule(actor, name)
        run = queries.find_dry_run(rule)
        if run is None:
            raise click.ClickException("Somebody is just changing this rule.")
        of = "all" if run.is_all else "the newest"
        click.echo(
            f"It would have touched {run.touched:,} "
            f"of {of} {run.looked:,} {rule.looks_at}"
        )
        click.echo(f"of which moderators hid {run.hidden:,} and kept {run.kept:,}.")
        for one in queries.examples_of(actor, run):
            click.echo(f"  {one.at:%Y-%m-%d}  {one.words}")


def with_a_bar(things: Sequence[Thing]) -> Iterator[Thing]:
    with progress_bar("Looked at", len(things)) as advance:
        for one in things:
            yield one
            advance(1)


@rules.command("export")
@click.argument("file", type=click.File("w", encoding="utf-8"), default="-")
def export_rules(file: TextIO) -> None:
    """Write every rule that somebody set to FILE, one JSON object a line."""
    with ready_application():
        for rule in every_rule():
            if rule.since_at:
                file.write(json.dumps(told(rule), ensure_ascii=False) + "\n")


@rules.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--as", "email", metavar="EMAIL", required=True, help="Who sets them.")
def import_rules(*, file: TextIO, email: str) -> None:
    """Keep the rules of FILE, off until they were tried here; all of them or none.

    What is here already just so stays as it is, on or off.
    """
    many = 0
    with ready_application():
        actor = moderator_named(email)
        with transaction():
            for number, line in enumerate(file, 1):
                try:
                    bring(actor, json.loads(line))
                except (CoCreateError, ValueError, TypeError) as refusal:
                    raise click.ClickException(f"Line {number}: {refusal}") from None
                many += 1
    click.echo(f"{many:,} rules. Those that are new are off: try them first.")


def every_rule() -> Iterator[Rule]:
    yield from queries.limit_rules(WORKER)
    place = None
    while True:
        page = queries.word_rules(WORKER, place=place, size=AT_ONCE)
        yield from page.rows
        place = page.following
        if place is None:
            return


def told(rule: Rule) -> dict[str, Any]:
    if rule.limit:
        return {"limit": rule.limit.value, "most": rule.most, "is_on": rule.is_on}
    said = {"words": rule.words, "act": rule.act.value, "instead": rule.instead}
    return {**said, "is_on": rule.is_on}


def bring(actor: Actor, line: dict[str, Any]) -> None:
    """Keep the rule of a line, checked as its form checks it."""
    fields = {name: str(value) for name, value in line.items()}
    if "limit" in fields:
        number = LimitForm(fields)
        number.require_valid()
        actions.set_limit(actor, Limit(fields["limit"]), most=number.most.data)
    else:
        words = WordForm(fields)
        words.require_valid()
        actions.watch_words(actor, words.words.data, **words.chosen)


def moderator_named(email: str) -> Actor:
    person = find_by_email(email)
    if person is None or not (actor := actor_for(person.id)).is_moderator:
        raise click.ClickException(f"{email} is no moderator.")
    return actor
