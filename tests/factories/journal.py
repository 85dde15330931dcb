"""Journal entries and prompts, published unless a test says otherwise."""

from datetime import date, datetime

from cocreate.journal.actions import ask_prompt, publish_entry, write_entry
from cocreate.journal.models import JournalEntry, Prompt
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.factories.people import a_product_manager, actor_of
from tests.factories.projects import a_project


def an_entry(
    title: str = "We were wrong about the first screen",
    *,
    body: str = "We had drawn **eleven** things on it.",
    project: Project | None = None,
    author: Person | None = None,
    published: bool = True,
    at: datetime | None = None,
) -> JournalEntry:
    actor = actor_of(author or a_product_manager())
    project = project or a_project()
    entry = write_entry(actor, project.id, title=title, body=body)
    if published:
        publish_entry(actor, entry.id, at=at)
    db.session.commit()
    return entry


def a_prompt(
    question: str = "Which three things belong on the first screen?",
    *,
    entry: JournalEntry | None = None,
    closes_on: date | None = None,
) -> Prompt:
    actor = actor_of(a_product_manager())
    entry = entry or an_entry()
    prompt = ask_prompt(actor, entry.id, question=question, closes_on=closes_on)
    db.session.commit()
    return prompt
