"""Write down whom a comment calls by name, and let each name lead to its person."""

import re
from functools import partial

from sqlalchemy import delete, insert, select

from cocreate.discussion.models import Comment, CommentEdit, Mention
from cocreate.discussion.queries import speakers
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.text import render_markdown
from cocreate.projects.queries import called_in, pages_of


def forget_calls(person_id: PersonId, *, name: str, instead: str) -> None:
    """Let no comment call somebody any more, whose account is gone."""
    call = re.compile(rf"@{re.escape(name)}(#\d+)?(?!\w)", re.IGNORECASE)
    calling = select(Mention.comment_id).where(Mention.person_id == person_id)
    for comment in db.session.scalars(select(Comment).where(Comment.id.in_(calling))):
        put_words(comment, call.sub(instead, comment.body))
    edits = select(CommentEdit).where(CommentEdit.body.contains(f"@{name}"))
    for edit in db.session.scalars(edits):
        edit.body = call.sub(instead, edit.body)


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
