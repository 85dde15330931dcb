"""What was done about a case, what led to it, and what followed from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId, ReviewId
from cocreate.kernel.languages import translated
from cocreate.kernel.policy import WORKER, Actor
from cocreate.moderation.case import CaseAct, CaseKind
from cocreate.moderation.models import CaseStep, Review
from cocreate.moderation.policy import Before, verdicts
from cocreate.moderation.queries.cases import BESIDE, found, get_review
from cocreate.moderation.queries.items import Item, item_of
from cocreate.moderation.reason import Verdict
from cocreate.people.models import Person

MOST_STEPS = 100
DONE = {
    Verdict.KEEP: "Left as it is",
    Verdict.HIDE: "Hidden",
    Verdict.RESTORE: "Restored",
    Verdict.CHANGE: "Returned for a change",
    Verdict.SANCTION: "Sanctioned",
}
STEP_WORDS = {
    CaseAct.OPENED: "Opened",
    CaseAct.CLAIMED: "Taken",
    CaseAct.RELEASED: "Let go of",
    CaseAct.NOTED: "Noted",
    CaseAct.ESCALATED: "Passed on to administrators",
    CaseAct.HIDDEN_MEANWHILE: "Put away until a person has looked",
    CaseAct.JUDGED: "Decided",
    CaseAct.UNDONE: "Taken back",
    CaseAct.CAME_BACK: "Changed by its author",
    CaseAct.APPEALED: "Appealed against",
}
LEFT_STANDING = (Verdict.KEEP, Verdict.RESTORE)


def lock_case(actor: Actor, review_id: ReviewId) -> Review:
    """The case, locked after what it is about, as whoever judges an item does."""
    review = get_review(actor, review_id)
    item_to_judge(actor, review, lock=True)
    return get_review(actor, review_id, lock=True)


def item_to_judge(actor: Actor, review: Review, *, lock: bool = False) -> Item | None:
    """The words a case is about; none where it is about a person or a place."""
    if review.idea_id is None and review.comment_id is None:
        return None
    return item_of(
        actor, idea_id=review.idea_id, comment_id=review.comment_id, lock=lock
    )


def is_pending(review: Review, item: Item) -> bool:
    """Whether it is away until a person has looked, and by no verdict of one."""
    waits = review.automated_at is not None and review.closed_at is None
    return item.is_hidden and (waits or item.hidden_as is not None)


def verdicts_on(review: Review | None, item: Item | None) -> tuple[Verdict, ...]:
    """How a case can end, or what is judged without one."""
    kind = review.kind if review else CaseKind.FLAGGED
    is_complaint = bool(review and review.is_complaint)
    if is_complaint and review and review.person_id:
        kind = CaseKind.PERSON
    return verdicts(
        kind,
        is_complaint=is_complaint,
        is_hidden=bool(item and item.is_hidden),
        is_pending=bool(review and item and is_pending(review, item)),
        is_place=bool(review and review.place),
        is_appealed=bool(review and waits_appealed(review)),
    )


def waits_appealed(review: Review) -> bool:
    """Whether it waits for the change of an author who has appealed instead."""
    return review.returned_at is not None and find_appeal(review.id) is not None


def was_kept(item: Item) -> bool:
    """Whether a person has looked at these words and left them standing.

    Words that were put in since are others: nobody has looked at them.
    """
    kept = select(Review.id).where(
        Review.idea_id == item.idea_id,
        Review.comment_id == item.comment_id,
        Review.kind != CaseKind.RING,
        Review.verdict.in_(LEFT_STANDING),
        Review.closed_at >= (item.edited_at or item.at),
    )
    return db.session.scalar(kept.limit(1)) is not None


class CaseStepLine(NamedTuple):
    """A step of a case as its page shows it; nobody: the site by itself."""

    act: CaseAct
    by: str
    at: datetime
    verdict: Verdict | None
    words: str
    is_undone: bool

    @property
    def said(self) -> str:
        if self.act is CaseAct.JUDGED and self.verdict:
            return DONE[self.verdict]
        return STEP_WORDS[self.act]


def steps_of(review_id: ReviewId) -> Sequence[CaseStepLine]:
    """What was done about a case that the actor has been let to, in order."""
    rows = db.session.execute(
        select(
            CaseStep.act,
            Person.name,
            CaseStep.at,
            CaseStep.verdict,
            CaseStep.words,
            CaseStep.undone_at,
        )
        .outerjoin(Person, Person.id == CaseStep.by_id)
        .where(CaseStep.review_id == review_id)
        .order_by(CaseStep.at.desc(), CaseStep.id.desc())
        .limit(MOST_STEPS)
    )
    lines = [
        CaseStepLine(act, name or "", at, verdict, words, undone is not None)
        for act, name, at, verdict, words, undone in rows
    ]
    return lines[::-1]


def last_step(review_id: ReviewId) -> CaseStep | None:
    return db.session.scalar(latest_steps(review_id).limit(1))


def last_verdict(review_id: ReviewId) -> CaseStep | None:
    judged = latest_steps(review_id).where(CaseStep.act == CaseAct.JUDGED)
    return db.session.scalar(judged.limit(1))


def latest_steps(review_id: ReviewId) -> Select[CaseStep]:
    steps = select(CaseStep).where(CaseStep.review_id == review_id)
    return steps.order_by(CaseStep.at.desc(), CaseStep.id.desc())


def find_appeal(review_id: ReviewId, *, lock: bool = False) -> Review | None:
    """The appeal against a verdict, if there is one."""
    query = select(Review).where(Review.appeal_of_id == review_id)
    if lock:
        query = query.with_for_update(of=Review)
    return db.session.scalar(query)


def first_judges(review: Review) -> frozenset[PersonId]:
    """Who decided before what an appeal asks to be decided anew, back to the first."""
    judges = set()
    while review.appeal_of_id is not None:
        review = review_appealed(review)
        if review.moderator_id is not None:
            judges.add(review.moderator_id)
    return frozenset(judges)


def before_of(review: Review) -> Before:
    """What decides who may judge a case, beside whose words it is about."""
    return Before(review.escalated_at is not None, first_judges(review))


def review_appealed(appeal: Review) -> Review:
    """The case whose verdict an appeal is against."""
    return db.session.get_one(Review, appeal.appeal_of_id)


def lock_review(review_id: ReviewId) -> Review:
    """A case that the actor has been let to, locked."""
    query = select(Review).where(Review.id == review_id).with_for_update(of=Review)
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def is_complaint(review_id: ReviewId) -> bool:
    """Whether those who reported something asked for this case."""
    asked = select(Review.is_complaint).where(Review.id == review_id)
    return bool(db.session.scalar(asked))


def case_appealed(review_id: ReviewId) -> ReviewId | None:
    """The case that this one is an appeal against; none where it is none."""
    return db.session.scalar(select(Review.appeal_of_id).where(Review.id == review_id))


def title_of_case(
    actor: Actor, idea_id: IdeaId | None, comment_id: CommentId | None
) -> str:
    """What a case is about, in the few words that a notice has room for."""
    if idea_id is None and comment_id is None:
        return translated("Your account")
    return item_of(actor, idea_id=idea_id, comment_id=comment_id).title


def is_shown(idea_id: int | None, comment_id: int | None) -> bool:
    """Whether what a case is about is shown to everybody who may see its project."""
    if idea_id is None and comment_id is None:
        return False
    item = item_of(
        WORKER,
        idea_id=None if idea_id is None else IdeaId(idea_id),
        comment_id=None if comment_id is None else CommentId(comment_id),
    )
    return not item.is_hidden and not item.is_withdrawn


def find_other_open(review: Review) -> Review | None:
    """Another open case of the same words or person, opened since.

    What an appeal is against may wait for its author's change, and is none.
    """
    query = select(Review).where(
        Review.id.not_in({review.id, review.appeal_of_id or review.id}),
        Review.closed_at.is_(None),
        Review.kind.not_in(BESIDE),
        Review.idea_id == review.idea_id,
        Review.comment_id == review.comment_id,
        Review.person_id == review.person_id,
    )
    return db.session.scalar(query.limit(1)) if review.place is None else None


def get_own_case(actor: Actor, review_id: ReviewId, *, lock: bool = False) -> Review:
    """The case about what the actor wrote or did; of others' they know nothing."""
    query = select(Review).where(
        Review.id == review_id, Review.author_id == actor.person_id
    )
    if lock:
        query = query.with_for_update(of=Review).execution_options(
            populate_existing=True
        )
    review = db.session.scalar(query)
    if review is None:
        raise NotFoundError
    return review


def returned_case(
    *, idea_id: IdeaId | None, comment_id: CommentId | None, lock: bool = False
) -> Review | None:
    """The case that waits for the change its author was asked for."""
    query = select(Review).where(
        Review.idea_id == idea_id,
        Review.comment_id == comment_id,
        Review.returned_at.is_not(None),
        Review.closed_at.is_(None),
    )
    return found(query.limit(1), lock=lock)
