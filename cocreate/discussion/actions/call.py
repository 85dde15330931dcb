"""Write down whom a comment calls by name, and let each name lead to its person."""

from sqlalchemy import delete, insert

from cocreate.discussion.models import Comment, Mention
from cocreate.discussion.queries import called_in
from cocreate.kernel.db import db
from cocreate.kernel.text import render_markdown


def put_words(comment: Comment, body: str) -> None:
    """What a comment says from now on, rendered, and whom it calls."""
    called = called_in(body, comment.project_id, comment.idea_id, comment.entry_id)
    addresses = {name: f"/people/{key}" for name, key in called.items()}
    comment.body, comment.body_html = body, render_markdown(body, addresses)
    db.session.add(comment)
    db.session.flush()  # what follows needs its key
    db.session.execute(delete(Mention).where(Mention.comment_id == comment.id))
    mentioned = sorted(set(called.values()) - {comment.author_id})
    if mentioned:
        rows = [{"comment_id": comment.id, "person_id": key} for key in mentioned]
        db.session.execute(insert(Mention), rows)
