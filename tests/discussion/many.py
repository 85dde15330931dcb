"""Many comments at once, as an import brings them."""

from datetime import timedelta

from sqlalchemy import select

from cocreate.discussion.actions import ImportedComment, import_comments
from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from tests.factories import a_person


class ManyComments:
    def __call__(
        self, idea: Idea, number: int, *, under_the_first: bool = False
    ) -> list[Comment]:
        parents = dict.fromkeys(range(1, number), 0) if under_the_first else {}
        import_comments(self.rows(idea, number, parents=parents))
        db.session.commit()
        said = select(Comment).where(Comment.idea_id == idea.id).order_by(Comment.id)
        return list(db.session.scalars(said))

    def rows(
        self, idea: Idea, number: int, *, parents: dict[int, int] | None = None
    ) -> list[ImportedComment]:
        author, start = a_person("Pavel Novotný"), now() - timedelta(days=300)
        return [
            ImportedComment(
                origin=f"test/{idea.id}/{place}",
                project_id=idea.project_id,
                idea_id=idea.id,
                author_id=author.id,
                body=f"The gym I know about, number {place}.",
                posted_at=start + timedelta(hours=place),
                parent_origin=f"test/{idea.id}/{parents[place]}"
                if parents and place in parents
                else None,
            )
            for place in range(number)
        ]


many_comments = ManyComments()
