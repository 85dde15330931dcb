"""Write down whom a comment calls by name, and let each name lead to its person."""

from functools import partial

from sqlalchemy import delete, insert

from cocreate.discussion.models import Comment, Mention
from cocreate.discussion.queries import speakers
from cocreate.kernel.db import db
from cocreate.kernel.text import render_markdown
from cocreate.projects.queries import called_in, pages_of


def put_words(comment: Comment, body: str) -> None:
    """What a comment says from now on, rendered, and whom it calls."""
    near = partial(speakers, comment.idea_id, comment.entry_id)
    called = called_in(body, comment.project_id, near)
    comment.body, comment.body_html = body, render_markdown(body, pages_of(called))
    db.session.add(comment)
    db.session.flush()  # what follows needs its key
    db.session.execute(delete(Mention).where(Mention.comment_id == comment.id))
    mentioned = sorted(set(called.values()) - {comment.author_id})
    if mentioned:
        rows = [{"comment_id": comment.id, "person_id": key} for key in mentioned]
        db.session.execute(insert(Mention), rows)
