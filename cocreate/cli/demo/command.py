"""Load the demo, and say how to sign in."""

import click
from rich.console import Console
from rich.table import Table

from cocreate.cli.application import ready_application
from cocreate.cli.demo.settling import PASSWORD
from cocreate.cli.demo.story import Story, load_story
from cocreate.cli.demo.telling import CHAPTERS, is_told, tell
from cocreate.cli.progress import progress_bar
from cocreate.moderation.actions import learn_spam


@click.command()
@click.option("--once", is_flag=True, help="Be content when the demo is here already.")
def demo(*, once: bool) -> None:
    """Load a whole co-creation project: a bank asks how its application should be."""
    with ready_application():
        story = load_story()
        if not is_told(story):
            load(story)
        elif not once:
            raise click.ClickException("The demo is here already.")
        say_who_signs_in(story)


def load(story: Story) -> None:
    with progress_bar("Loading the demo", len(CHAPTERS) + 1) as advance:
        tell(story, told=lambda _: advance(1))
        learn_spam()  # within the hour the worker would
    counts = (
        f"{len(story.people)} people, {len(story.ideas)} ideas, "
        f"{len(story.comments)} comments, {len(story.decisions)} decisions"
    )
    click.echo(f"The demo is loaded: {counts}.")


def say_who_signs_in(story: Story) -> None:
    table = Table("Role", "E-mail", "Name", box=None, pad_edge=False)
    for person in story.people:
        if person.sign_in:
            role = str(person.role).replace("_", " ")
            table.add_row(role, person.email, person.name)
    console = Console()
    console.print("\nSign in to the demo as any of these; the password is the same:")
    console.print(f"[bold]{PASSWORD}[/bold]\n")
    console.print(table)
