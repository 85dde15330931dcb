"""Watch for votes that look as if they were one person's; carry out what is decided.

Until somebody has decided, all votes count: a suspicion is no finding, and what looks
like a ring may be a class that was shown a link. Nothing here decides by itself.
"""

from collections.abc import Collection

from sqlalchemy import insert

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProjectId
from cocreate.kernel.log import log
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions.open import open_case
from cocreate.moderation.actions.steps import record_closed
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import CaseStep, Review, SuspectVote
from cocreate.moderation.queries import (
    Item,
    appealed_part,
    find_open,
    ring_behind,
    settled_among,
    suspects_of,
)
from cocreate.moderation.reason import Ruling, Verdict
from cocreate.moderation.rings import (
    Cast,
    Suspicion,
    suspicions,
    told_in_figures,
)
from cocreate.votes.actions import bring_back_votes, discount_votes

OWN_IDEA = "These are votes on your own idea, so another moderator decides."
OWN_VOTE = "Your own vote is among these, so another moderator decides."


def bring_votes_before(suspicion: Suspicion) -> Review | None:
    """Open a case about votes; where one is open already, it stays as it is.

    So a moderator decides about those they saw. Others who join are a case after it.
    """
    idea_id = suspicion.idea_id
    if find_open(idea_id=idea_id, comment_id=None, is_ring=True):
        return None
    why = told_in_figures(suspicion)
    review = open_case(WORKER, CaseKind.RING, idea_id=idea_id, why=why)
    review.automated_at = now()  # found so; decided by a person
    rows = [
        {
            "review_id": review.id,
            "voter_id": one.voter_id,
            "cast_at": one.cast_at,
            "signs": " ".join(one.signs),
            "shared": one.shared,
            "together": one.together,
        }
        for one in suspicion.people
    ]
    db.session.execute(insert(SuspectVote), rows)
    return review


def check_unconcerned(actor: Actor, review: Review, item: Item | None) -> None:
    """Nobody decides about votes on their own idea, or with their own among them."""
    ring = ring_behind(review)
    if ring is None:
        return
    require(item is None or item.author_id != actor.person_id, OWN_IDEA)
    among = {one.voter_id for one in suspects_of(ring.id)}
    require(actor.person_id not in among, OWN_VOTE)


def carry_out_on_votes(
    actor: Actor, review: Review, ring: Review, ruling: Ruling
) -> None:
    """Let votes count, or not; of an appeal, those of whoever appealed."""
    if ruling.verdict is Verdict.HIDE and ring.idea_id is not None:
        suspects = suspects_of(ring.id)
        people = [one.voter_id for one in suspects]
        gone = discount_votes(ring.idea_id, people, review_id=ring.id)
        for suspect in suspects:
            if suspect.voter_id in gone:
                tell_voter(actor, ring, suspect, ruling)
    if ruling.verdict is Verdict.RESTORE and review.author_id is not None:
        bring_back_votes(ring.id, [review.author_id])


def tell_voter(
    actor: Actor, ring: Review, suspect: SuspectVote, ruling: Ruling
) -> None:
    """A statement of reasons for one of the voters, who can appeal against it."""
    part = find_part(suspect) or Review(
        kind=CaseKind.RING,
        idea_id=ring.idea_id,
        project_id=ring.project_id,
        author_id=suspect.voter_id,
    )
    part.why, part.automated_at = ring.why, ring.automated_at
    part.opened_at, part.due_at = ring.opened_at, ring.due_at
    part.verdict, part.reason = ruling.verdict, ruling.reason
    part.law, part.statement = ruling.law, ruling.statement
    part.moderator_id, part.closed_at = actor.person_id, now()
    db.session.add(part)
    db.session.flush()  # the event and the suspect name its key
    suspect.told_id = part.id
    record_closed(part)


def find_part(suspect: SuspectVote) -> Review | None:
    if suspect.told_id is None:
        return None
    return db.session.get_one(Review, suspect.told_id)


def is_decided_further(ring: Review) -> bool:
    """Whether a newer case of the same idea's votes is open, or a voter appealed."""
    newer = find_open(idea_id=ring.idea_id, comment_id=None, is_ring=True)
    return newer is not None or appealed_part(ring.id) is not None


def put_votes_back(
    review: Review, ring: Review, step: CaseStep, *, is_told: bool
) -> None:
    """Let votes stand as before a verdict; whoever was told is told of that."""
    if ring.id != review.id:
        if step.verdict is Verdict.RESTORE and ring.idea_id and review.author_id:
            discount_votes(ring.idea_id, [review.author_id], review_id=ring.id)
        return
    bring_back_votes(ring.id)
    for suspect in suspects_of(ring.id):
        part = find_part(suspect)
        if part is None:
            continue
        if is_told:
            part.verdict, part.closed_at = Verdict.RESTORE, now()
            record_closed(part)
        else:
            suspect.told_id = None
            db.session.flush()  # nothing may point at what goes next
            db.session.delete(part)


def look_for_rings(project_id: ProjectId, casts: Collection[Cast]) -> int:
    """Bring before the moderators what stands out among these votes; how many cases."""
    settled = settled_among({one.idea_id for one in casts})
    opened = 0
    for suspicion in suspicions(casts, settled=settled):
        with transaction():
            opened += bring_votes_before(suspicion) is not None
    if opened:
        log.info("moderation.rings", project=project_id, cases=opened)
    return opened
