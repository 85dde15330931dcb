"""Votes that look like one person's: some taken out of the count, one to be judged."""

from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.moderation.actions import bring_votes_before, close_review
from cocreate.moderation.reason import Reason, Verdict
from cocreate.moderation.rings import Sign, Suspect, Suspicion
from cocreate.people.actions import Customer
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.votes.actions import Heard, hear_vote, say_why
from cocreate.votes.kinds import Channel, Importance
from cocreate.votes.models import Vote
from tests.factories import a_person, a_vote, actor_of, an_idea


def judged_votes(people: dict[str, Person], project: Project) -> None:
    """Two votes that count no more, both with words; one that is looked at."""
    idea = an_idea("Once for all", author=a_person("A fifth"), project=project)
    puppet = a_vote(idea, voter=people["customer"])
    say_why(actor_of(puppet), idea.id, importance=Importance.MUST, why="For ten.")
    caller = Customer(name="Another caller", organisation="A ring")
    heard = Heard(customer=caller, channel=Channel.PHONE, quote="Ten times!")
    hear_vote(actor_of(people["employee"]), idea.id, heard=heard)
    review = bring_votes_before(suspicion_of(idea))
    assert review is not None
    close_review(
        actor_of(people["administrator"]),
        review.id,
        verdict=Verdict.HIDE,
        reason=Reason.OTHER,
        statement="One device.",
    )
    other = an_idea("Once more", author=a_person("A sixth"), project=project)
    a_vote(other, voter=people["customer"])
    say_why(actor_of(puppet), other.id, importance=Importance.MUST, why="For twelve.")
    bring_votes_before(suspicion_of(other))
    db.session.commit()


def suspicion_of(idea: Idea) -> Suspicion:
    """All who voted for it, as if they had shared a device."""
    voters = db.session.query(Vote.voter_id).filter_by(idea_id=idea.id)
    suspects = tuple(
        Suspect(who, now(), now(), (Sign.DEVICE,), shared=1, together=0)
        for (who,) in voters.order_by(Vote.voter_id)
    )
    return Suspicion(idea.id, (), suspects, votes=len(suspects))
