"""Take journal entries over as they were published, with what they asked."""

from collections.abc import Sequence
from datetime import datetime

from cocreate.journal.models import JournalEntry, Prompt
from cocreate.kernel.db import db
from cocreate.kernel.ids import EntryId, PersonId, ProjectId, PromptId
from cocreate.kernel.text import excerpt_of, render_markdown


def bring_entry(
    project_id: ProjectId,
    *,
    author_id: PersonId,
    title: str,
    body: str,
    published_at: datetime,
    questions: Sequence[str] = (),
) -> tuple[EntryId, list[PromptId]]:
    """Keep an entry and its prompts; nobody is told of it."""
    html = render_markdown(body)
    entry = JournalEntry(
        project_id=project_id,
        author_id=author_id,
        title=title,
        body=body,
        body_html=html,
        excerpt=excerpt_of(html),
        written_at=published_at,
        published_at=published_at,
        announced_at=published_at,
    )
    db.session.add(entry)
    db.session.flush()  # the prompts need the entry's key
    prompts = [
        Prompt(
            project_id=project_id,
            entry_id=entry.id,
            question=question,
            position=position,
        )
        for position, question in enumerate(questions)
    ]
    db.session.add_all(prompts)
    db.session.flush()  # those who answer need the keys of the prompts
    return entry.id, [prompt.id for prompt in prompts]
