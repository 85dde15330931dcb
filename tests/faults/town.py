"""A town with one of everything, so that every address leads somewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from cocreate.ideas.actions import FieldDraft, add_field, keep_draft
from cocreate.ideas.drafts import Words
from cocreate.ideas.fields import FieldKind
from cocreate.ideas.models import Attachment, Draft
from cocreate.journal.models import JournalPicture
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.ids import IdeaId
from cocreate.kernel.mail import Letter, post
from cocreate.kernel.policy import Role
from cocreate.moderation.actions import flag_comment, flag_idea
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Reason
from cocreate.notices.actions import follow_search, show_in_browser
from cocreate.notices.kind import Kind
from cocreate.notices.models import Browser, Notice
from cocreate.notices.queries import unsubscribe_token, wake_token
from cocreate.people.actions.letters import make_link
from cocreate.people.models import AccessToken, MailedLink, Person, Purpose, SignIn
from cocreate.projects.models import Goal, Project
from cocreate.projects.phase import Phase
from cocreate.triage.actions import (
    judging,
    make_department,
    route_idea,
    staff_department,
)
from cocreate.triage.acts import Act
from cocreate.triage.models import Verdict
from cocreate.votes.actions import cast_vote
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_comment,
    a_decision,
    a_nudge,
    a_person,
    a_programme,
    a_project,
    a_prompt,
    a_release,
    a_report,
    actor_of,
    an_account,
    an_enrolment,
    an_entry,
    an_idea,
    thanked_for,
    weighed,
)
from tests.faults.arriving import PURPOSES, a_passkey, an_archive, an_upload
from tests.faults.likeness import (
    a_segment_of_theirs,
    alike_and_apart,
    something_known_of,
)
from tests.faults.noticed import a_legal_notice, a_second_look, a_year_told
from tests.faults.recruits import recruiting
from tests.faults.ruled import a_rule
from tests.faults.tried import what_is_tried
from tests.pushing import FarBrowser

STRANGER = "stranger"
Ways = dict[str, Callable[[], Any]]


@dataclass
class Town:
    """Who lives here, and what each name in an address may be."""

    app: Flask
    people: dict[str, Person]
    project: Project
    trial: Project
    things: dict[str, Any]
    drafts: dict[str, Any] = field(default_factory=dict)

    def browser(self, role: str) -> ForgetfulClient:
        client = self.app.test_client()
        assert isinstance(client, ForgetfulClient)
        return client if role == STRANGER else client.sign_in(self.people[role])

    def values(self, rule: Rule) -> dict[str, Any]:
        """What stands in this address here; `a_town` makes one of each."""
        return {name: self.value(rule, name) for name in rule.arguments}

    def value(self, rule: Rule, name: str) -> Any:
        if name == "slug":
            on_trial = rule.endpoint.startswith("beta.") or "/beta" in rule.rule
            return self.trial.slug if on_trial else self.project.slug
        if name == "decision_id" and rule.endpoint.startswith("beta."):
            return self.things["carried_id"]
        if name == "token":
            return self.mailed_token(rule.rule)
        assert name in self.things, f"the town has no “{name}”, which {rule.rule} needs"
        return self.things[name]

    def mailed_token(self, rule: str) -> str:
        person = self.people["customer"]
        if rule.startswith("/notices/waking"):
            return wake_token(person.id)
        if rule.startswith("/notices/"):
            return unsubscribe_token(person.id, [Kind.COMMENT])
        purpose = PURPOSES.get(rule[: rule.index("/", 1)], Purpose.VERIFY)
        db.session.rollback()  # what was read before may be of an older state
        if purpose is not Purpose.SIGN_IN:  # two pages are opened by such a link
            db.session.query(MailedLink).filter_by(purpose=purpose).delete()
        token = make_link(person.id, str(person.email), purpose)
        db.session.commit()
        return token


def a_town(app: Flask) -> Town:
    people = inhabitants()
    customer, manager = people["customer"], people["product_manager"]
    project, trial = a_project(), a_project(phase=Phase.BETA)
    idea = an_idea("Show what is left", author=customer, project=project, tags=("a",))
    other = an_idea("Show it in colours", author=people["employee"], project=project)
    entry = an_entry(project=project, author=manager)
    comment = a_comment(idea, by=customer)
    programme = a_programme(trial)
    decision = a_decision(project=project, author=manager, ideas=[idea])
    asked_for = an_idea(author=customer, project=trial)
    chosen = a_decision(project=trial, author=manager, ideas=[asked_for])
    build = a_build(programme, decisions=[chosen])
    enrolment = an_enrolment(programme, customer)
    release = a_release(project=project, decisions=[decision])
    project.embedded_in = "*"
    project.asks_opinion = True
    things = {
        "idea_id": idea.id,
        "comment_id": comment.id,
        "entry_id": entry.id,
        "prompt_id": a_prompt(entry=entry).id,
        "decision_id": decision.id,
        "build_id": build.id,
        "name": an_upload(programme, manager),
        "enrolment_id": enrolment.id,
        "release_id": release.id,
        **what_is_tried(build, by=customer, team=manager),
        "report_id": a_report(build, customer).id,
        "nudge_id": a_nudge(programme.id, customer.id, by_id=manager.id).id,
        "person_id": people["employee"].id,
        "reference": a_legal_notice(),
        "year": a_year_told(),
        "look_id": a_second_look(comment, people["administrator"]),
        "rule": a_rule(people["moderator"]),
        "review_id": a_case(people, other.id, comment.id),
        "filename": "app.css",
        "key": a_kept_draft(project, customer),
        "attachment_id": an_attachment(),
        "attribute_id": something_known_of(customer),
        "segment_id": a_segment_of_theirs(manager, project),
        **alike_and_apart(manager, project),
        "field_id": a_question(project, manager),
        "tag": "a",
        **thanked_for(decision, release, by=manager, person=customer),
        **a_judged_desk(manager, idea.id),
        "weighing_id": weighed(manager, project, idea),
        "kind": "comment",
        "archive": an_archive(customer),
        **kept_for(customer, manager, project),
        **recruiting(programme, customer, manager),
    }
    keep_in_hand(*people.values(), project, trial)
    return Town(app, people, project, trial, things)


def a_judged_desk(manager: Person, idea_id: IdeaId) -> dict[str, Any]:
    """A department that looks at the idea, and the verdict that it should."""
    team = actor_of(manager)
    legal = make_department(team, name="Legal")
    staff_department(team, legal, person_ids=[manager.id])
    with judging(team, idea_id, Act.ROUTE):
        route_idea(team, idea_id, department_id=legal, owner_id=manager.id)
    db.session.commit()
    verdict_id = db.session.scalars(select(Verdict.id)).all()[0]
    return {"department_id": legal, "verdict_id": verdict_id}


def a_kept_draft(project: Project, person: Person) -> str:
    """One that a letter to its writer confirms."""
    draft = keep_draft(
        actor_of(person),
        project.slug,
        visitor="",
        key="a-draft",
        version=0,
        words=Words(body="Show me when it rains. Then I stay."),
    )
    draft.email = str(person.email)
    db.session.commit()
    return draft.key


def a_question(project: Project, manager: Person) -> int:
    """Something that the project asks of ideas, and need not be answered."""
    asked = FieldDraft("Which phone?", FieldKind.CHOICE, choices=("iPhone", "Other"))
    question = add_field(actor_of(manager), project.id, draft=asked)
    db.session.commit()
    return question.id


def an_attachment() -> int:
    """A text on the draft."""
    draft_id = db.session.scalars(select(Draft.id)).one()
    kept = storage.keep("ideas/a.txt", [b"Hello."], most=10)
    attachment = Attachment(
        draft_id=draft_id,
        storage_key=kept.key,
        media_type="text/plain",
        name="a.txt",
        size=kept.size,
    )
    db.session.add(attachment)
    db.session.commit()
    return attachment.id


def keep_in_hand(*rows: Person | Project) -> None:
    """What is known of them does not leave with a session."""
    for row in rows:
        db.session.refresh(row)
    db.session.expunge_all()


def inhabitants() -> dict[str, Person]:
    return {
        **{str(role): an_account(f"A {role}", role=role) for role in Role},
        "suspended": a_person("A suspended one", suspended=True),
        "unverified": a_person("A new one", verified=False),
    }


def a_case(people: dict[str, Person], idea_id: Any, comment_id: Any) -> int:
    reporter = actor_of(people["customer"])
    cast_vote(reporter, idea_id)
    flag_idea(reporter, idea_id, reason=Reason.OTHER, note="Look at this.")
    flag_comment(actor_of(people["employee"]), comment_id, reason=Reason.SPAM)
    db.session.commit()
    return db.session.scalars(select(Review.id).order_by(Review.id)).all()[0]


def kept_for(customer: Person, manager: Person, project: Project) -> dict[str, Any]:
    """What belongs to one person, or to the project alone."""
    bearer(customer)
    post(
        to_address=str(customer.email),
        to_name=customer.name,
        subject="Hello",
        text="Hi.",
    )
    notice = Notice(
        person_id=customer.id,
        kind=str(Kind.ENTRY),
        about="entry:1",
        path="/",
        words="x",
    )
    picture = JournalPicture(
        project_id=project.id, uploader_id=manager.id, storage_key="none.png"
    )
    picture.width = picture.height = 1
    goal = Goal(project_id=project.id, name="Calls", position=0, baseline=3, target=1)
    login = SignIn(
        person_id=customer.id,
        token_hash="x",
        expires_at=manager.joined_at,
        user_agent="An old browser",
    )
    db.session.add_all([notice, picture, goal, login])
    follow_search(actor_of(customer), "what is left", None)
    far = FarBrowser("https://push.example.net/x")
    show_in_browser(actor_of(customer), login.id, far.address)
    db.session.commit()
    return {
        "browser_id": db.session.scalars(select(Browser.id)).one(),
        "notice_id": notice.id,
        "picture_id": picture.id,
        "goal_id": goal.id,
        "sign_in_id": login.id,
        "passkey_id": a_passkey(customer).id,
        "token_id": db.session.scalars(select(AccessToken.id)).all()[0],
        "letter_id": db.session.scalars(select(Letter.id)).all()[0],
    }
