"""A town where everything has been said that people can say, in every state."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from cocreate.beta.actions import amend_notes, halt_build, revoke_build
from cocreate.beta.models import Programme
from cocreate.decisions.actions import amend_decision, publish_decision, write_decision
from cocreate.decisions.drafts import DecisionDraft, OptionDraft
from cocreate.discussion.actions import (
    edit_comment,
    lock_discussion,
    note_visit,
    pin_answer,
    react,
)
from cocreate.discussion.models import Comment
from cocreate.discussion.reaction import Reacted
from cocreate.ideas.actions import (
    FieldDraft,
    change_status,
    edit_field,
    edit_idea,
    respond,
    set_intake,
)
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.fields import FieldKind
from cocreate.ideas.models import Attachment, Draft, FieldAnswer, Idea
from cocreate.ideas.status import Status
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Trust
from cocreate.moderation.actions import (
    judge_comment,
    judge_idea,
    suspend_person,
    watch_words,
)
from cocreate.moderation.reason import Grade, Reason, Verdict
from cocreate.moderation.watching import WatchedAct
from cocreate.notices.actions import edit_search, follow_search
from cocreate.notices.queries import searches_of
from cocreate.people.actions import Customer, Profile, edit_profile, set_trust
from cocreate.projects.actions import add_member
from cocreate.releases.models import Release
from cocreate.search.actions import Searched, keep_searched
from cocreate.surfacing.actions import keep_differences
from cocreate.triage.actions import merge_ideas, note_idea, plan_status, snooze_idea
from cocreate.votes.actions import Heard, cast_vote, hear_vote, say_why
from cocreate.votes.kinds import Channel, Importance
from tests.factories import (
    a_build,
    a_comment,
    a_decision,
    a_person,
    a_release,
    actor_of,
    an_entry,
    an_idea,
)
from tests.faults.noticed import a_look_taken
from tests.faults.ringed import judged_votes
from tests.faults.town import Town, a_town
from tests.faults.tried import say_all


def a_lively_town(app: Flask) -> Town:
    town = a_town(app)
    customer, manager, moderator = (
        actor_of(town.people[role])
        for role in ("customer", "product_manager", "moderator")
    )
    idea = db.session.get_one(Idea, town.things["idea_id"])
    talk(town, idea, customer)
    stand_behind(town, idea)
    rewrite(town, idea, customer)
    answer(town, idea, manager)
    judge(town, moderator)
    judged_votes(town.people, town.project)
    trust(town)
    judge_again(town)
    decide(town, idea, manager)
    ship(town, manager)
    ship_over_a_no(town)
    people = town.people
    say_all(town.things, by=people["customer"], team=people["product_manager"])
    drafts(town)
    ask(town, idea, manager)
    look_for(town, customer)
    db.session.commit()
    db.session.expunge_all()
    return town


def look_for(town: Town, customer: Actor) -> None:
    """A search is saved by a name, and what is searched for is counted."""
    follow_search(customer, "wombat status:planned", town.project.slug)
    key = next(one.key for one in searches_of(customer) if "wombat" in one.typed)
    edit_search(customer, key, typed="wombat", name="Animals", tells=True)
    places = (0, town.project.id)
    keep_searched([Searched(place, "wombat", 3, 3) for place in places])


def stand_behind(town: Town, idea: Idea) -> None:
    """Votes say why, one is a customer's who was heard, and one idea differs."""
    other = an_idea("Nearly that", author=a_person("A fourth"), project=town.project)
    employee, moderator = (
        actor_of(town.people[role]) for role in ("employee", "moderator")
    )
    cast_vote(moderator, idea.id)
    say_why(moderator, idea.id, importance=Importance.MUST, why="Each Monday.")
    customer = Customer(name="A caller", organisation="A bakery")
    heard = Heard(customer=customer, channel=Channel.PHONE, quote="Every week!")
    hear_vote(employee, idea.id, heard=heard)
    keep_differences(other.id, {idea.id: "Mine is for the evening."})


def rewrite(town: Town, idea: Idea, customer: Actor) -> None:
    """What was said before stays readable."""
    edit_idea(customer, idea.id, draft=IdeaDraft(title=idea.title, body="Rewritten."))
    edit_comment(customer, town.things["comment_id"], body="Said otherwise.")
    for role in ("customer", "product_manager"):
        said = Profile(name=f"A renamed {role}", town="Aix", bio="Me.", title="Head")
        edit_profile(actor_of(town.people[role]), said)


def talk(town: Town, idea: Idea, customer: Actor) -> None:
    comment = db.session.get_one(Comment, town.things["comment_id"])
    a_comment(answers=comment, by=town.people["product_manager"])
    a_comment(idea, by=town.people["employee"])
    said = a_comment(entry_id=town.things["entry_id"], by=town.people["customer"])
    employee, manager = (
        actor_of(town.people[role]) for role in ("employee", "product_manager")
    )
    for one in (comment, said):
        react(employee, one.id, kind=Reacted.HELPFUL)
        pin_answer(manager, one.id)
    note_visit(employee.person_id, idea.id)
    an_idea_that_rests(town, manager)


def an_idea_that_rests(town: Town, manager: Actor) -> None:
    """One whose discussion is locked."""
    rests = an_idea("Enough said", author=a_person("A third"), project=town.project)
    a_comment(rests, by=town.people["employee"])
    lock_discussion(manager, idea_id=rests.id, reason="It went in circles.")


def answer(town: Town, idea: Idea, manager: Actor) -> None:
    respond(manager, idea.id, body="We **hear** you.")
    note_idea(manager, idea.id, body="@A moderator, for us alone.")
    change_status(manager, idea.id, to=Status.UNDER_REVIEW, note="We look at it.")
    due_at = now() + timedelta(days=7)
    plan_status(manager, idea.id, to=Status.PLANNED, note="In a week.", due_at=due_at)
    snooze_idea(manager, idea.id, until_at=due_at, why="Nobody is here.")
    double = an_idea("The same again", author=a_person("A twin"), project=town.project)
    merge_ideas(manager, double.id, into_id=idea.id)
    email = str(town.people["customer"].email)
    add_member(manager, town.project.id, email=email)


def judge(town: Town, moderator: Actor) -> None:
    author = a_person("A hidden author")
    bad = an_idea("Buy this", author=author, project=town.project)
    worse = a_comment(db.session.get_one(Idea, town.things["idea_id"]), by=author)
    said = "It sells something."
    hide, spam = Verdict.HIDE, Reason.SPAM
    judge_idea(moderator, bad.id, verdict=hide, reason=spam, statement=said)
    judge_comment(moderator, worse.id, verdict=hide, reason=spam, statement=said)
    watch_words(moderator, "telly", act=WatchedAct.REPLACE, instead="television")
    suspend_person(
        moderator, author.id, reason="Again and again.", grade=Grade.THREE_DAYS
    )


def judge_again(town: Town) -> None:
    comment = db.session.get_one(Comment, town.things["comment_id"])
    a_look_taken(comment, town.people["administrator"], town.people["moderator"])


def trust(town: Town) -> None:
    """An administrator says by hand how far a customer is trusted."""
    boss, customer = actor_of(town.people["administrator"]), town.people["customer"]
    set_trust(boss, customer.id, to=Trust.FAMILIAR, why="We met.", locks=False)


def decide(town: Town, idea: Idea, manager: Actor) -> None:
    draft = DecisionDraft(
        title="We build it",
        rationale="Most of you asked for it.",
        options=(OptionDraft("Do", "Asked for", is_chosen=True), OptionDraft("Leave")),
        dissent="Some would rather not.",
        ideas=(idea.id,),
        comments=(town.things["comment_id"],),
        thanks={f"idea-{idea.id}": "the words", "comment-1": "the hour"},
    )
    decision = write_decision(manager, town.project.slug, draft=draft)
    publish_decision(manager, decision.id)
    amend_decision(manager, decision.id, body="It took longer.")
    a_release(project=town.project, decisions=[decision])


def ship(town: Town, manager: Actor) -> None:
    programme = db.session.scalars(select(Programme)).one()
    decision = a_decision(project=town.trial)
    build = a_build(programme, decisions=[decision])
    a_release(project=town.trial, decisions=[decision], builds=[build])
    amend_notes(manager, build.id, notes="What leaves *tomorrow*, told at six.")
    build.package, build.number = "com.bank.next", "512"
    held = a_build(programme)
    halt_build(manager, held.id, reason="It stops at the first shop.")
    revoke_build(manager, a_build(programme).id, reason="It lost a payment.")


def ship_over_a_no(town: Town) -> None:
    release = db.session.get_one(Release, town.things["release_id"])
    release.despite = "Seven is when the bank knows."


def drafts(town: Town) -> None:
    """What only the team sees so far."""
    an_entry("Not yet", project=town.project, published=False)
    a_release(project=town.project, title="Not yet either", published=False)


def ask(town: Town, idea: Idea, manager: Actor) -> None:
    """A project that asks more, an idea that answers it, a draft that tells all."""
    set_intake(manager, town.project.id, template="Where?", takes_guests=True)
    question = town.things["field_id"]
    asked = FieldDraft(
        "Which phone?", FieldKind.CHOICE, hint="The one you carry.", choices=("iPhone",)
    )
    edit_field(manager, town.project.id, question, draft=asked)
    answer = FieldAnswer(idea_id=idea.id, field_id=question, value="iPhone")
    picture = Attachment(
        idea_id=idea.id,
        storage_key="ideas/none.webp",
        media_type="image/webp",
        name="home.webp",
        size=1,
        width=1,
        height=1,
        description="My statement.",
    )
    db.session.add_all([answer, picture])
    idea.answers = 1
    idea.files = 2
    text = db.session.get_one(Attachment, town.things["attachment_id"])
    db.session.add(Attachment(idea_id=idea.id, **kept_by(text)))
    draft = db.session.scalars(select(Draft)).one()
    draft.title, draft.details, draft.tags = "Rain", "It rained.", "weather"


def kept_by(text: Attachment) -> dict[str, object]:
    return {
        name: getattr(text, name)
        for name in ("storage_key", "media_type", "name", "size", "description")
    }
