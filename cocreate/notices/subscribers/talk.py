"""What is said: told to those who follow, and to whom it replies."""

from cocreate.discussion import queries as discussion
from cocreate.discussion.events import CommentHidden, CommentPosted, CommentRestored
from cocreate.discussion.queries import WhereSaid
from cocreate.journal.events import EntryPublished
from cocreate.journal.queries import get_entry
from cocreate.kernel.ids import CommentId, EntryId, PersonId
from cocreate.kernel.policy import WORKER
from cocreate.kernel.text import excerpt_of
from cocreate.notices.actions import News, retract, tell
from cocreate.notices.kind import Kind


def path_of(said: WhereSaid, comment_id: int) -> str:
    page = f"/ideas/{said.idea_id}" if said.idea_id else f"/journal/{said.entry_id}"
    return f"{page}#comment-{comment_id}"


def commented(event: CommentPosted) -> None:
    """Tell whoever it replies to, then everybody else who follows the idea."""
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    if not comment.shown:
        return
    said = discussion.where_said(comment)
    replied_to: set[PersonId] = set()
    if comment.parent_id is not None:
        replied_to = {discussion.get_comment(WORKER, comment.parent_id).author_id}
    followers = (
        set(discussion.followers_of_idea(said.idea_id)) if said.idea_id else set()
    )
    for kind, people in (
        (Kind.REPLY, replied_to),
        (Kind.COMMENT, followers - replied_to),
    ):
        news = News(
            kind=kind,
            about=f"comment:{comment.id}",
            path=path_of(said, comment.id),
            words=said.title,
            detail=excerpt_of(comment.body_html),
            actor_id=comment.author_id,
            project_id=said.project_id,
        )
        tell(people, news)


def comment_hidden(event: CommentHidden) -> None:
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    said = discussion.where_said(comment)
    path = path_of(said, comment.id)
    retract(path, but=comment.author_id)
    news = News(
        kind=Kind.HIDDEN,
        about=f"comment:{comment.id}",
        path=path,
        words=said.title,
        detail="The reason stands beside it.",
        project_id=said.project_id,
    )
    tell({comment.author_id}, news)


def comment_restored(event: CommentRestored) -> None:
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    said = discussion.where_said(comment)
    news = News(
        kind=Kind.RESTORED,
        about=f"comment:{comment.id}",
        path=path_of(said, comment.id),
        words=said.title,
        project_id=said.project_id,
    )
    tell({comment.author_id}, news)


def entry_published(event: EntryPublished) -> None:
    entry = get_entry(WORKER, EntryId(event.entry_id))
    news = News(
        kind=Kind.ENTRY,
        about=f"entry:{entry.id}",
        path=f"/journal/{entry.id}",
        words=entry.title,
        detail=entry.excerpt,
        actor_id=entry.author_id,
        project_id=entry.project_id,
    )
    tell(discussion.followers_of_project(entry.project_id), news)
