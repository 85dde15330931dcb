"""One programme with everybody in it, a build in every state, and one of each thing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cocreate.beta import actions
from cocreate.beta.drafts import (
    DeviceDraft,
    Evidence,
    Honouring,
    LinkDraft,
    LotteryDraft,
    ProgrammeDraft,
    QuestionDraft,
    ReportDraft,
    RolloutDraft,
    TaskDraft,
)
from cocreate.beta.kinds import (
    Honours,
    Place,
    Platform,
    QuestionKind,
    ReportKind,
    SeatRule,
    Went,
)
from cocreate.beta.models import Build, CloseOut, Enrolment, Lottery, Programme
from cocreate.beta.policy import HOLDING_A_SEAT
from cocreate.decisions.models import Decision
from cocreate.ideas.drafts import Hanging
from cocreate.ideas.models import Attachment
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import ProgrammeId, fresh_token
from cocreate.kernel.policy import Actor
from cocreate.people.models import Person
from cocreate.projects.models import Project, ProjectMember
from cocreate.projects.phase import Phase
from tests.beta.everybody import (
    COHORTS,
    EVERYBODY,
    FIRST,
    GIVEN,
    LATER,
    MANAGER,
    STATES,
    STEPPED,
    TESTER,
    Who,
)
from tests.factories import (
    a_build,
    a_decision,
    a_nudge,
    a_person,
    a_programme,
    a_project,
    a_release,
    actor_of,
    an_idea,
)

SECRET = b"these bytes are for testers alone"


@dataclass
class Trial:
    """Who is there, and what each name in an address stands for."""

    project: Project
    programme: Programme
    people: dict[str, Person] = field(default_factory=dict)
    builds: dict[str, Build] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def hide(self) -> None:
        """From here on the project is private."""
        self.project.is_private = True
        db.session.commit()


def a_trial() -> Trial:
    project = a_project(phase=Phase.BETA)
    trial = Trial(project, a_programme(project, seats=100))
    for who in EVERYBODY:
        if who.role is not None:
            trial.people[who.name] = a_person(who.name, role=who.role)
    team = actor_of(trial.people[MANAGER.name])
    cohorts = prepared(team, trial.programme)
    for who in EVERYBODY:
        if who.role is not None:
            let_in(trial, who, cohorts)
    db.session.commit()
    decision = decided(trial)
    bring_builds(trial, team, cohorts, decision)
    trial.things |= {
        "slug": trial.project.slug,
        "build_id": trial.builds[GIVEN.name].id,
        "decision_id": decision.id,
        **what_was_said(trial, team, decision),
        **what_the_team_keeps(trial, team),
    }
    for who in EVERYBODY:
        if who.suspended:
            trial.people[who.name].suspended_at = now()
    db.session.commit()
    return trial


def prepared(team: Actor, programme: Programme) -> dict[str, Any]:
    """Terms in a second version, a lottery, and three cohorts; their keys."""
    draft = ProgrammeDraft(
        name=programme.name,
        about="",
        terms="Say nothing of it to anybody.",
        seats=programme.seats,
        rule=SeatRule.LOTTERY,
        lottery=LotteryDraft(source="The river's level"),
    )
    actions.edit_programme(team, programme.id, draft)
    made = {name: actions.add_cohort(team, programme.id, name=name) for name in COHORTS}
    db.session.commit()
    return {name: cohort.id for name, cohort in made.items()}


def let_in(trial: Trial, who: Who, cohorts: dict[str, Any]) -> None:
    """Into the project and into their place, however they came there."""
    person_id = trial.people[who.name].id
    if who.belongs:
        db.session.add(ProjectMember(project_id=trial.project.id, person_id=person_id))
    if who.place is None:
        return
    place = Enrolment(programme_id=trial.programme.id, person_id=person_id)
    place.place, place.cohort_id = who.place, cohorts[who.cohort]
    place.terms_version = who.terms
    place.terms_accepted_at = now() if who.terms else None
    db.session.add(place)
    trial.programme.taken += who.place in HOLDING_A_SEAT


def decided(trial: Trial) -> Decision:
    """What every build carries; it cites the tester, and somebody outside."""
    authors = [trial.people[one.name] for one in EVERYBODY if one.cited]
    ideas = [an_idea(author=author, project=trial.project) for author in authors]
    manager = trial.people[MANAGER.name]
    return a_decision(project=trial.project, author=manager, ideas=ideas)


def bring_builds(
    trial: Trial, team: Actor, cohorts: dict[str, Any], decision: Decision
) -> None:
    """One in every state: the first cohort has it at once, the next by its steps."""
    for state in STATES:
        build = a_build(
            trial.programme, content=SECRET, assigned=False, decisions=[decision]
        )
        build.platform, build.file_name = Platform.IOS, "bank.ipa"
        build.package = "com.example.bank"
        build.released_at = now() if state.released else None
        trial.builds[state.name] = build
    first, later = cohorts[FIRST], cohorts[LATER]
    for state in STATES:
        given = [first] if state.given else []
        build_id = trial.builds[state.name].id
        actions.assign_build(team, build_id, cohort_ids=given, at_once=True)
    for name, act in acts(trial, team).items():
        act(trial.builds[name])
    actions.plan_rollout(team, trial.builds[GIVEN.name].id, RolloutDraft())
    for state, share in ((GIVEN, 0), (STEPPED, 100)):
        build = trial.builds[state.name]
        actions.assign_build(team, build.id, cohort_ids=[later])
        build.share = share
    db.session.commit()


def acts(trial: Trial, team: Actor) -> dict[str, Callable[[Build], Any]]:
    """What brings a build to its state."""
    former = trial.builds[GIVEN.name].id
    return {
        "halted": lambda one: actions.halt_build(team, one.id, reason="It is slow."),
        "rolled back": lambda one: actions.roll_back(
            team, one.id, to_id=former, reason="It loses money."
        ),
        "revoked": lambda one: actions.revoke_build(team, one.id, reason="It leaks."),
        "expired": lambda one: setattr(one, "expires_at", now() - timedelta(days=1)),
    }


def what_was_said(trial: Trial, team: Actor, decision: Decision) -> dict[str, Any]:
    """A task done with evidence, a report with a picture, a no: all the tester's."""
    tester, build = actor_of(trial.people[TESTER.name]), trial.builds[GIVEN.name]
    task = actions.add_task(team, build.id, TaskDraft(title="Send ten", minutes=5))
    shot, proof = sent_by(tester, "shot.txt"), sent_by(tester, "proof.txt")
    done = Evidence(went=Went.DONE, note="", hanging=Hanging((proof,)))
    actions.answer_task(tester, task.id, done)
    draft = ReportDraft(
        build_id=build.id,
        kind=ReportKind.PROBLEM,
        title="The button is grey",
        body="At six.",
        hanging=Hanging((shot,)),
    )
    report = actions.file_report(tester, draft)
    no = Honouring(honours=Honours.NO, note="It comes at seven.")
    honour = actions.answer_honour(tester, build.id, decision.id, no)
    phone = DeviceDraft(platform=Platform.IOS, model="iPhone")
    return {
        "task_id": task.id,
        "report_id": report.id,
        "honour_id": honour.id,
        "device_id": actions.add_device(tester, phone).id,
        "shot": shot,
        "proof": proof,
        "idea_id": an_idea(project=trial.project).id,
    }


def sent_by(sender: Actor, name: str) -> int:
    """A file that waits to hang on what its sender writes."""
    kept = storage.keep(f"attached/{fresh_token()}", [SECRET], most=len(SECRET))
    file = Attachment(
        sender_id=sender.person_id,
        storage_key=kept.key,
        media_type="text/plain",
        name=name,
        size=kept.size,
    )
    db.session.add(file)
    db.session.flush()  # it is named by its key
    return file.id


def an_upload(team: Actor, programme_id: ProgrammeId) -> str:
    """A file that has arrived, and is no build yet."""
    size = len(SECRET)
    begun = actions.begin_upload(team, programme_id, file_name="bank.bin", size=size)
    stored = storage.keep(f"uploads/{fresh_token()}", [SECRET], most=size)
    actions.add_part(team, begun.name, start=0, stored=stored)
    return begun.name


def what_the_team_keeps(trial: Trial, team: Actor) -> dict[str, Any]:
    """A question, a link, a file on its way in, a draw, and the words of an end."""
    programme_id = trial.programme.id
    asked = QuestionDraft(kind=QuestionKind.YES_NO, label="Do you pay daily?")
    link = actions.make_link(team, programme_id, LinkDraft(note="The shop"))
    upload = an_upload(team, programme_id)
    ended = CloseOut(programme_id=programme_id, by_id=team.person_id)
    ended.summary = ended.summary_html = ended.thanks = ended.thanks_html = "Thanks."
    db.session.add(ended)
    db.session.get_one(Lottery, programme_id).document = "{}"
    place = db.session.query(Enrolment).filter_by(place=Place.APPLIED).one()
    return {
        "nudge_id": a_nudge(programme_id, team.person_id, by_id=team.person_id).id,
        "question_id": actions.ask_question(team, programme_id, asked),
        "link_id": link.id,
        "invitation_code": link.code,
        "name": upload,
        "enrolment_id": place.id,
        "release_id": a_release(project=trial.project).id,
    }
