"""Report an idea or a comment to the moderators."""

from typing import NamedTuple

from sqlalchemy import update

from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.errors import ConflictError, TooManyError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.languages import translatable
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.turns import take_turn
from cocreate.moderation.actions.open import open_case, open_review
from cocreate.moderation.actions.weigh import weigh_flags
from cocreate.moderation.case import CaseKind, due_for
from cocreate.moderation.events import FlagRaised
from cocreate.moderation.guard import DAY
from cocreate.moderation.limits import FLAGS_A_DAY
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.policy import may_flag
from cocreate.moderation.queries import (
    Item,
    count_flagged,
    find_flag,
    find_own_flag,
    item_of,
)
from cocreate.moderation.reason import Reason
from cocreate.people.queries import get_contributor

NOT_YOURSELF = translatable("You report others, not yourself.")
OWN_WORDS = translatable("You can edit or take back what you wrote yourself.")


class ManyFlagsError(TooManyError):
    message = translatable(
        "That was much for one day. Tell us the rest tomorrow, please."
    )


class Said(NamedTuple):
    """Why somebody flags something."""

    reason: Reason
    note: str
    law: str


def flag_idea(
    actor: Actor, idea_id: IdeaId, *, reason: Reason, note: str = "", law: str = ""
) -> Flag:
    """Report an idea, once as it stands; the moderators look at it soon."""
    item = item_of(actor, idea_id=idea_id, comment_id=None, lock=True)
    return raise_flag(actor, item, Said(reason, note, law))


def flag_comment(
    actor: Actor,
    comment_id: CommentId,
    *,
    reason: Reason,
    note: str = "",
    law: str = "",
) -> Flag:
    """Report a comment, once as it stands; the moderators look at it soon."""
    item = item_of(actor, idea_id=None, comment_id=comment_id, lock=True)
    return raise_flag(actor, item, Said(reason, note, law))


def flag_person(
    actor: Actor, person_id: PersonId, *, reason: Reason, note: str = "", law: str = ""
) -> Flag:
    """Report a person for all that they do, once while their case is open.

    Nothing is hidden by it: moderators look at who they are and what they did.
    """
    require(may_flag(actor, get_contributor(actor, person_id).id), NOT_YOURSELF)
    review = open_case(actor, CaseKind.PERSON, person_id=person_id)
    flag = find_own_flag(actor, review.id)
    if flag is not None:
        return flag
    refuse_too_many(actor)
    flag = Flag(
        review_id=review.id,
        reporter_id=actor.person_id,
        reason=reason,
        note=note,
        law=law,
    )
    db.session.add(flag)
    review.flags += 1
    review.due_at = min(review.due_at, due_for(reason, now()))
    db.session.flush()  # the event names its key
    announce_flag(flag)
    return flag


def raise_flag(actor: Actor, item: Item, said: Said) -> Flag:
    """Open a case, or join the open one. A second press gives the first flag.

    Where the flags of a case weigh enough, it is hidden until a moderator has looked.
    """
    require(may_flag(actor, item.author_id), OWN_WORDS)
    if flag := flag_by(actor, item):
        return flag
    refuse_too_many(actor)
    review = open_review(item, kind=CaseKind.FLAGGED, by=actor)
    db.session.execute(
        update(Review)
        .where(Review.id == review.id)
        .values(flags=Review.flags + put_flag(actor, item, review, said)),
        execution_options={"synchronize_session": False},
    )
    flag = flag_by(actor, item)
    if flag is None:
        raise ConflictError
    review.due_at = min(review.due_at, due_for(said.reason, now()))
    weigh_flags(review, item)
    return flag


def refuse_too_many(actor: Actor) -> None:
    """Whoever is trusted more reports more in a day; the company as it must."""
    if actor.is_company:
        return
    most = FLAGS_A_DAY[actor.trust]
    take_turn("flags", actor.person_id)  # two at once must not both be the last
    if count_flagged(actor.person_id, since=now() - DAY, most=most) >= most:
        raise ManyFlagsError


def flag_by(actor: Actor, item: Item) -> Flag | None:
    return find_flag(actor.person_id, item)


def put_flag(actor: Actor, item: Item, review: Review, said: Said) -> int:
    """How many flags were added: one, or none where there was one already."""
    flagged = db.session.execute(
        insert_into(Flag)
        .values(
            review_id=review.id,
            reporter_id=actor.person_id,
            idea_id=item.idea_id,
            comment_id=item.comment_id,
            reason=said.reason,
            note=said.note,
            law=said.law,
            flagged_at=now(),
        )
        .on_conflict_do_nothing()
    )
    if not changed_rows(flagged):
        return 0
    flag = flag_by(actor, item)
    if flag is not None:
        announce_flag(flag)
    return 1


def announce_flag(flag: Flag) -> None:
    record(
        FlagRaised(
            flag_id=flag.id,
            review_id=flag.review_id,
            reporter_id=flag.reporter_id,
            idea_id=flag.idea_id,
            comment_id=flag.comment_id,
            reason=flag.reason,
        )
    )
