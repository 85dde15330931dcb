"""Let pictures and files hang on a comment."""

from sqlalchemy import update

from cocreate.discussion.models import Comment
from cocreate.ideas.actions import hang
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.models import Attachment
from cocreate.kernel.db import db
from cocreate.kernel.ids import CommentId
from cocreate.kernel.policy import Actor


def put_files(actor: Actor, comment: Comment, hanging: Hanging | None) -> None:
    """These hang on it from now on, and no others; nothing said leaves them."""
    if hanging and (hanging.chosen or comment.files):
        where = Attachment.comment_id == comment.id
        comment.files = hang(actor, hanging, where, comment_id=comment.id)


def move_files_of_comment(comment_id: CommentId, by: int) -> None:
    """Put the number of a comment's pictures and files right."""
    db.session.execute(
        update(Comment).where(Comment.id == comment_id).values(files=Comment.files + by)
    )
