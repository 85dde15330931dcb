"""More of everything that a town has one of, as its people would have made it."""

from collections.abc import Iterator
from datetime import timedelta

from cocreate.beta.models import Programme
from cocreate.discussion.actions import react
from cocreate.discussion.reaction import Reacted
from cocreate.ideas.actions import assign_idea, edit_idea, respond
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.kernel.clock import now, today
from cocreate.kernel.db import Base, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.mail import post
from cocreate.kernel.policy import Trust
from cocreate.moderation.actions import flag_comment, flag_idea, judge_idea
from cocreate.moderation.models import Suspension
from cocreate.moderation.reason import Reason, Verdict
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.people.actions import set_trust
from cocreate.people.models import ProfileChange, SignIn
from cocreate.projects.models import Goal, GoalMeasure, ProjectMember
from cocreate.triage.actions import merge_ideas, note_idea
from tests.api.test_api import bearer
from tests.factories import (
    a_build,
    a_comment,
    a_decision,
    a_person,
    a_project,
    a_prompt,
    a_release,
    a_report,
    a_vote,
    actor_of,
    an_enrolment,
    an_entry,
    an_idea,
)
from tests.faults.town import Town


def crowd_into(town: Town, some: int) -> None:
    """So many more of everything that any page lists."""
    trust(town)
    for _ in range(some):
        talk(town)
        judge(town)
        decide(town)
        surround(town)
    db.session.commit()


def trust(town: Town) -> None:
    """The customer is trusted to report more in a day than a newcomer."""
    boss, customer = actor_of(town.people["administrator"]), town.people["customer"]
    set_trust(boss, customer.id, to=Trust.ESTABLISHED, why="We met.", locks=True)
    db.session.commit()
    customer.trust = int(Trust.ESTABLISHED)


def talk(town: Town) -> None:
    """Ideas, votes, comments and entries; some answered, edited and folded."""
    customer, manager = town.people["customer"], town.people["product_manager"]
    first = db.session.get_one(Idea, town.things["idea_id"])
    idea = an_idea(author=customer, project=town.project, tags=("a", "b"))
    twin = an_idea(author=a_person("Ada Byron"), project=town.project)
    edit_idea(actor_of(customer), idea.id, draft=IdeaDraft(idea.title, "In short."))
    for one in (first, idea, twin):
        a_vote(one)
    said = a_comment(first, by=customer)
    a_comment(answers=said)
    react(actor_of(a_person("Sophie Germain")), said.id, kind=Reacted.THANKS)
    react(actor_of(manager), said.id, kind=Reacted.HELPFUL)
    entry = an_entry(project=town.project, author=manager)
    a_prompt(entry=entry)
    a_prompt(entry=entry)
    a_comment(entry_id=town.things["entry_id"])
    team = actor_of(manager)
    note_idea(team, first.id, body=f"Seen with {idea.id}.")
    merge_ideas(team, twin.id, into_id=first.id)
    assign_idea(team, idea.id, assignee_id=manager.id)
    respond(team, an_idea(author=customer, project=town.project).id, body="We will.")


def judge(town: Town) -> None:
    """Cases, open and closed, of ideas and of comments."""
    reporter, author = actor_of(town.people["customer"]), a_person("Charles Babbage")
    moderator = town.people["moderator"]
    idea = an_idea(author=author, project=town.project)
    hidden = an_idea(author=author, project=town.project)
    # Before its idea is: by then the flags of whoever was right may hide that.
    other = actor_of(a_person("Caroline Herschel"))
    flag_comment(other, a_comment(idea, by=author).id, reason=Reason.SPAM)
    for one in (idea, hidden):
        flag_idea(reporter, one.id, reason=Reason.OTHER, note="Look at this.")
    judge_idea(
        actor_of(moderator),
        hidden.id,
        verdict=Verdict.HIDE,
        reason=Reason.SPAM,
        statement="It sells something.",
    )
    db.session.add(
        Suspension(person_id=author.id, moderator_id=moderator.id, reason="Sells.")
    )


def decide(town: Town) -> None:
    """Decisions, builds, reports and releases."""
    customer, manager = town.people["customer"], town.people["product_manager"]
    programme = db.session.query(Programme).filter_by(project_id=town.trial.id).one()
    first = db.session.get_one(Idea, town.things["idea_id"])
    said = a_comment(first, by=customer)
    decision = a_decision(
        project=town.project, author=manager, ideas=[first], comments=[said]
    )
    a_release(project=town.project, decisions=[decision])
    tried = an_idea(author=customer, project=town.trial)
    chosen = a_decision(project=town.trial, author=manager, ideas=[tried])
    build = a_build(programme, decisions=[chosen])
    a_report(build, customer)
    an_enrolment(programme)
    a_release(project=town.trial, decisions=[chosen], builds=[build])


def surround(town: Town) -> None:
    """What belongs to one person or to the project alone."""
    customer, project = town.people["customer"], town.project
    member = a_person("Mary Somerville")
    a_project()
    bearer(customer)
    post(to_address=str(customer.email), to_name="A", subject="Hello", text="Hi.")
    goal = Goal(project_id=project.id, name=member.email, position=0, baseline=3)
    goal.target = 1
    db.session.add(goal)
    db.session.add(ProjectMember(project_id=project.id, person_id=member.id))
    days = db.session.query(GoalMeasure).count()
    measured = GoalMeasure(
        goal_id=town.things["goal_id"],
        value=2,
        measured_on=today() - timedelta(days=days),
    )
    db.session.add(measured)
    db.session.add_all(kept_for(customer.id, member.id))


def kept_for(person_id: PersonId, number: int) -> Iterator[Base]:
    """A browser, an older profile and a notice of theirs."""
    yield SignIn(
        person_id=person_id,
        token_hash=f"browser {number}",
        expires_at=now() + timedelta(days=1),
        user_agent="A browser",
    )
    yield ProfileChange(person_id=person_id, field="town", was="Rome", became="Oslo")
    yield Notice(
        person_id=person_id,
        kind=str(Kind.ENTRY),
        about=f"entry:{number}",
        path="/",
        words="x",
    )
