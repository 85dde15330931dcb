"""What was said under ideas: comments, reactions to them, notes of the company."""

from collections.abc import Iterator

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from cocreate.cli.exporting.hanging import files_on
from cocreate.cli.exporting.selection import (
    Row,
    Selection,
    batches,
    named,
    present,
    streamed,
    written,
)
from cocreate.discussion.models import Comment, Pin, Reaction
from cocreate.ideas.models import Attachment, Idea
from cocreate.people.models import Person
from cocreate.triage.models import TriageNote

GONE = {"author": None, "body": ""}
Pinner = aliased(Person, name="pinner")


def comments(chosen: Selection) -> Iterator[Row]:
    """Those under ideas; of one that is gone, its place, if replies still need it."""
    reply = aliased(Comment)
    answered = exists().where(reply.parent_id == Comment.id, reply.shown.is_(True))
    query = chosen.of_ideas(
        select(Comment, Person.name, Pin, Pinner.name)
        .join(Idea, Idea.id == Comment.idea_id)
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(Pin, Pin.comment_id == Comment.id)
        .outerjoin(Pinner, Pinner.id == Pin.by_id)
        .order_by(Comment.id)
    )
    if not chosen.with_hidden:
        query = query.where(Comment.shown.is_(True) | answered)
    for some in batches(query):
        holding = [row[0].id for row in some if row[0].files]
        files = files_on(chosen, Attachment.comment_id, holding)
        for comment, author, pin, pinner in some:
            if not comment.shown and not chosen.with_hidden:
                yield place_of(comment) | GONE
                continue
            yield (
                place_of(comment)
                | words_of(comment, author)
                | present(
                    pinned=pin and row_of_pin(pin, pinner),
                    attachments=files.get(comment.id),
                )
            )


def row_of_pin(pin: Pin, pinner: str) -> Row:
    return named("by", pin.by_id, pinner) | {"at": written(pin.pinned_at)}


def place_of(comment: Comment) -> Row:
    return {
        "id": str(comment.id),
        "idea": str(comment.idea_id),
        "parent": str(comment.parent_id) if comment.parent_id else None,
        "created": written(comment.posted_at),
    }


def words_of(comment: Comment, author: str) -> Row:
    return {
        "author": str(comment.author_id),
        "author_name": author,
        "body": comment.body,
    } | present(
        up=comment.agreed,
        down=comment.disagreed,
        official=comment.is_official or None,
        edited=written(comment.edited_at),
        hidden_at=written(comment.hidden_at),
        hidden_reason=comment.hidden_reason,
        withdrawn_at=written(comment.withdrawn_at),
    )


def reactions(chosen: Selection) -> Iterator[Row]:
    """The one word that people put under comments that are written."""
    query = chosen.of_ideas(
        select(Reaction, Person.name)
        .join(Comment, Comment.id == Reaction.comment_id)
        .join(Idea, Idea.id == Comment.idea_id)
        .join(Person, Person.id == Reaction.person_id)
        .order_by(Reaction.comment_id, Reaction.person_id, Reaction.kind)
    )
    if not chosen.with_hidden:
        query = query.where(Comment.shown.is_(True))
    for reaction, name in streamed(query):
        yield {
            "comment": str(reaction.comment_id),
            **named("person", reaction.person_id, name),
            "kind": str(reaction.kind),
            "at": written(reaction.reacted_at),
        }


def notes(chosen: Selection) -> Iterator[Row]:
    """What the company noted for itself."""
    query = chosen.of_ideas(
        select(TriageNote, Person.name)
        .join(Idea, Idea.id == TriageNote.idea_id)
        .join(Person, Person.id == TriageNote.author_id)
        .order_by(TriageNote.idea_id, TriageNote.noted_at, TriageNote.id)
    )
    for note, name in streamed(query):
        yield {
            "idea": str(note.idea_id),
            **named("author", note.author_id, name),
            "body": note.body,
            "at": written(note.noted_at),
            "internal": True,
        }
