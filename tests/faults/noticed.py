"""A notice of illegal content that somebody without an account gave."""

from sqlalchemy import select

from cocreate.discussion.models import Comment
from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.moderation.actions import (
    NoticeDraft,
    give_notice,
    judge_comment,
    look_again,
    put_look,
    tell_years,
)
from cocreate.moderation.models.looks import SecondLook
from cocreate.moderation.reason import Verdict
from cocreate.people.models import Person
from tests.factories import a_comment, actor_of


def a_legal_notice() -> str:
    draft = NoticeDraft(
        address="/releases",
        why="It shows what the law forbids.",
        law="Penal code",
        name="Heleen Smit",
        email="heleen.smit@example.net",
    )
    return give_notice(draft).reference


def a_year_told() -> int:
    """The year whose transparency report there is."""
    return tell_years()[-1]


def a_second_look(comment: Comment, judge: Person) -> int:
    """A closed case about a comment like this one, drawn to be judged again."""
    other = a_comment(db.session.get_one(Idea, comment.idea_id))
    review = judge_comment(actor_of(judge), other.id, verdict=Verdict.KEEP)
    put_look(review)
    db.session.commit()
    return db.session.scalars(select(SecondLook.id).order_by(SecondLook.id)).all()[-1]


def a_look_taken(comment: Comment, first: Person, second: Person) -> None:
    """One that somebody else would have decided otherwise, and says why."""
    look_id = a_second_look(comment, first)
    words = "It helps nobody."
    look_again(actor_of(second), look_id, verdict=Verdict.HIDE, words=words)
    db.session.commit()
