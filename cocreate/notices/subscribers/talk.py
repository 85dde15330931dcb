"""What is said: told to those who follow, and to whom it replies."""

from dataclasses import replace

from cocreate.discussion import queries as discussion
from cocreate.discussion.events import (
    CommentEdited,
    CommentHidden,
    CommentLetIn,
    CommentPosted,
    CommentRestored,
)
from cocreate.discussion.queries import WhereSaid
from cocreate.ideas.queries import find_idea
from cocreate.journal.events import EntryPublished
from cocreate.journal.queries import get_entry
from cocreate.kernel.ids import CommentId, EntryId, IdeaId, PersonId
from cocreate.kernel.policy import WHOEVER, WORKER
from cocreate.kernel.text import excerpt_of
from cocreate.moderation.queries import statement_about
from cocreate.notices.actions import News, forget, retract, tell
from cocreate.notices.kind import Kind
from cocreate.notices.queries import told_of
from cocreate.notices.subscribers.reasons import with_reasons
from cocreate.people.queries import actor_for
from cocreate.triage.events import IdeaNoted
from cocreate.triage.policy import reads_notes


def commented(event: CommentPosted | CommentLetIn) -> None:
    """Tell whoever it replies to, whom it mentions, then who follows; each once."""
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    # Hidden meanwhile, itself or with what it stands under: nobody is told.
    if not discussion.readable_ids(WHOEVER, [comment.id]):
        return
    said = discussion.where_said(comment)
    replied_to: set[PersonId] = set()
    if comment.parent_id is not None:
        replied_to = {discussion.get_comment(WORKER, comment.parent_id).author_id}
    followers = (
        set(discussion.followers_of_idea(said.idea_id)) if said.idea_id else set()
    )
    mentioned = set(discussion.mentioned_in(comment.id)) - replied_to
    for kind, people in (
        (Kind.REPLY, replied_to),
        (Kind.MENTION, mentioned),
        (Kind.COMMENT, followers - replied_to - mentioned),
    ):
        news = news_of(comment.id, said, kind, detail=excerpt_of(comment.body_html))
        tell(people, replace(news, actor_id=comment.author_id))


def mentioned_anew(event: CommentEdited) -> None:
    """Tell whom the words mention since they were changed, if of this they know not."""
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    if not discussion.readable_ids(WHOEVER, [comment.id]):
        return
    said = discussion.where_said(comment)
    detail = excerpt_of(comment.body_html)
    news = news_of(comment.id, said, Kind.MENTION, detail=detail)
    mentioned = discussion.mentioned_in(comment.id)
    anew = mentioned - told_of(news.about, mentioned)
    tell(anew, replace(news, actor_id=comment.author_id))


def noted(event: IdeaNoted) -> None:
    """Tell colleagues whom an internal note calls, if they may read it."""
    mentioned = {PersonId(key) for key in event.mentioned}
    author = actor_for(PersonId(event.author_id))
    idea = find_idea(author, IdeaId(event.idea_id))
    if idea is None:
        return
    news = News(
        kind=Kind.MENTION,
        about=f"note:{event.note_id}",
        path=f"/ideas/{idea.id}#notes",
        words=idea.title,
        detail="In a note that only the company reads.",
        actor_id=author.person_id,
        project_id=idea.project_id,
    )
    tell({key for key in mentioned if reads_notes_on(idea.id, key)}, news)


def reads_notes_on(idea_id: IdeaId, person_id: PersonId) -> bool:
    reader = actor_for(person_id)
    return reads_notes(reader) and find_idea(reader, idea_id) is not None


def comment_hidden(event: CommentHidden) -> None:
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    said = discussion.where_said(comment)
    retract(
        path_of(said, comment.id),
        about=f"comment:{comment.id}",
        but=comment.author_id,
    )
    forget(Kind.RESTORED, f"comment:{comment.id}")
    if event.is_held:
        return
    news = news_of(comment.id, said, Kind.HIDDEN)
    told_at = statement_about(comment.author_id, idea_id=None, comment_id=comment.id)
    tell({comment.author_id}, with_reasons(news, comment.author_id, told_at))


def comment_restored(event: CommentRestored) -> None:
    comment = discussion.get_comment(WORKER, CommentId(event.comment_id))
    said = discussion.where_said(comment)
    forget(Kind.HIDDEN, f"comment:{comment.id}")
    tell({comment.author_id}, news_of(comment.id, said, Kind.RESTORED))


def news_of(
    comment_id: CommentId, said: WhereSaid, kind: Kind, *, detail: str = ""
) -> News:
    """What is told of a comment: once of each kind."""
    return News(
        kind=kind,
        about=f"comment:{comment_id}",
        path=path_of(said, comment_id),
        words=said.title,
        detail=detail,
        project_id=said.project_id,
    )


def path_of(said: WhereSaid, comment_id: CommentId) -> str:
    page = f"/ideas/{said.idea_id}" if said.idea_id else f"/journal/{said.entry_id}"
    return f"{page}#comment-{comment_id}"


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
