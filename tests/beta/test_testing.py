"""What is tried and how it went, and whether builds do what was decided."""

import io
from collections.abc import Callable

import pytest
from flask import Flask

from cocreate.beta import actions, queries
from cocreate.beta.drafts import Honouring, TaskDraft
from cocreate.beta.kinds import Honours
from cocreate.beta.models import HonourAnswer, Task, TaskAnswer
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, NotFoundError
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.projects.phase import Phase
from cocreate.releases.actions import publish_release, write_release
from cocreate.releases.drafts import ReleaseDraft
from cocreate.releases.models import Release
from tests.beta.test_findings import a_picture
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_tester,
    actor_of,
    an_idea,
)

Browsers = Callable[..., ForgetfulClient]


def test_a_task_is_asked_once_and_answered_with_evidence(signed_in: Browsers) -> None:
    programme = a_programme()
    ann, bea = a_tester(programme, "Ann"), a_tester(programme, "Bea")
    build = a_build(programme)
    desk, phone = signed_in(a_product_manager()), signed_in(ann)
    said = {"title": "Send ten euros", "minutes": "5", "how": "To *yourself*."}
    assert desk.post(f"/builds/{build.id}/tasks", data={}).status_code == 422
    for _ in range(2):
        desk.post(f"/builds/{build.id}/tasks", data=said)
    task = db.session.query(Task).one()
    answer = f"/tasks/{task.id}/answer"
    refused = phone.post(answer, data={"went": "blocked"})
    assert refused.status_code == 422
    assert "Say what stopped you" in refused.text
    picture = (io.BytesIO(a_picture()), "screen.png")
    phone.post(answer, data={"went": "blocked", "note": "Grey.", "files": picture})
    phone.post(answer, data={"went": "done", "note": "Now it works."})
    kept = db.session.query(TaskAnswer).populate_existing().one()
    assert (kept.went, kept.files) == ("done", 1)
    assert "Now it works." in desk.get(f"/builds/{build.id}/testing").text
    others = signed_in(bea)
    assert "Now it works." not in others.get(f"/builds/{build.id}/testing").text
    file = queries.files_of_answers([kept.id])[kept.id][0]
    codes = [one.get(f"/attachments/{file.id}").status_code for one in (phone, others)]
    assert codes == [200, 404]


def test_the_newest_word_on_satisfaction_counts(signed_in: Browsers) -> None:
    programme = a_programme()
    build = a_build(programme)
    phone = signed_in(a_tester(programme, "Ann"))
    rating = f"/builds/{build.id}/rating"
    assert phone.post(rating, data={"score": "6"}).status_code == 422
    for score in ("2", "2", "5"):
        phone.post(rating, data={"score": score, "why": "It is quick."})
    told = queries.satisfaction(build.id)
    assert (told.answers, told.mean) == (1, 5)
    assert "It is quick." in phone.get(f"/builds/{build.id}/testing").text
    desk = signed_in(a_product_manager()).get(f"/builds/{build.id}/testing").text
    assert "It is quick." in desk
    assert "of 1." in desk
    stranger = actor_of(a_person("Nobody"))
    with pytest.raises(NotFoundError):
        actions.rate_build(stranger, build.id, score=5)


class Decided:
    """A build that carries a decision, which cites a tester and nobody else."""

    def __init__(self) -> None:
        self.project = a_project(phase=Phase.BETA)
        self.programme = a_programme(self.project)
        self.manager = a_product_manager()
        self.cited = a_tester(self.programme, "Cited")
        self.other = a_tester(self.programme, "Other")
        idea = an_idea(author=self.cited, project=self.project)
        self.decision = a_decision(
            project=self.project, author=self.manager, ideas=[idea]
        )
        self.build = a_build(self.programme, decisions=[self.decision])
        self.at = f"/builds/{self.build.id}/decisions/{self.decision.id}/honour"

    def a_release(self) -> Release:
        draft = ReleaseDraft(
            "The five", "5.0", "It is here.", (self.decision.id,), (self.build.id,)
        )
        release = write_release(actor_of(self.manager), self.project.slug, draft=draft)
        db.session.commit()
        return release


def test_those_cited_are_asked_whether_it_does_what_was_decided(
    signed_in: Browsers, work: Callable[[], int]
) -> None:
    world = Decided()
    work()
    asked = db.session.query(Notice).filter_by(kind=Kind.HONOURED).one()
    assert (asked.person_id, asked.path) == (world.cited.id, world.at)
    phone = signed_in(world.cited)
    assert "Does this build honour decision" in phone.get(world.at).text
    refused = phone.post(world.at, data={"honours": "no"})
    assert refused.status_code == 422
    assert "Say what is missing" in refused.text
    for _ in range(2):
        phone.post(world.at, data={"honours": "no", "note": "It comes at seven."})
    said = db.session.query(HonourAnswer).one()
    assert signed_in(world.other).get(world.at).status_code == 404
    with pytest.raises(ForbiddenError):
        actions.answer_honour(
            actor_of(world.other),
            world.build.id,
            world.decision.id,
            Honouring(honours=Honours.YES),
        )
    db.session.rollback()
    told = {"resolution": "Six it is, in beta 4."}
    desk = signed_in(world.manager)
    assert desk.post(f"/honours/{said.id}/resolution", data={}).status_code == 422
    for _ in range(2):
        desk.post(f"/honours/{said.id}/resolution", data=told)
    work()
    heard = db.session.query(Notice).filter_by(kind=Kind.RESOLVED).one()
    assert (heard.person_id, heard.detail) == (world.cited.id, told["resolution"])
    assert told["resolution"] in phone.get(f"/honours/{said.id}").text


def test_nothing_ships_over_an_open_no_without_a_reason(
    app: Flask, signed_in: Browsers
) -> None:
    world = Decided()
    said = Honouring(honours=Honours.NO, note="It comes at seven.")
    cited = actor_of(world.cited)
    answer = actions.answer_honour(cited, world.build.id, world.decision.id, said)
    release = world.a_release()
    desk, at = signed_in(world.manager), f"/releases/{release.id}"
    refused = desk.post(f"{at}/publication")
    assert refused.status_code == 422
    assert f"decision {world.decision.id} is not done" in refused.text
    assert "It comes at seven." in refused.text
    assert "0 yes, 0 partly, 1 no, of 1 cited" in refused.text
    why = "Seven is when the bank knows; six follows in May."
    for _ in range(2):
        sent = desk.post(f"{at}/publication", data={"despite": why})
        assert sent.status_code == 303
    page = app.test_client().get(at).text
    assert why in page
    assert "1 no, of 1 cited" in page
    assert "It comes at seven." not in page  # the words are for the team
    assert answer.resolved_at is None


def test_what_was_resolved_or_said_anew_ships(app: Flask) -> None:
    world, manager = Decided(), None
    cited, manager = actor_of(world.cited), actor_of(world.manager)
    key = (world.build.id, world.decision.id)
    no = Honouring(honours=Honours.NO, note="It comes at seven.")
    answer = actions.answer_honour(cited, *key, no)
    actions.resolve_no(manager, answer.id, resolution="Six it is.")
    assert queries.open_noes([world.decision.id]) == []
    later = a_build(world.programme, decisions=[world.decision])
    again = Honouring(honours=Honours.NO, note="Still at seven.")
    actions.answer_honour(cited, later.id, world.decision.id, again)
    assert [one.note for one in queries.open_noes([world.decision.id])] == [again.note]
    yes = Honouring(honours=Honours.YES)
    actions.answer_honour(cited, later.id, world.decision.id, yes)
    db.session.commit()
    assert queries.open_noes([world.decision.id]) == []
    release = world.a_release()
    assert publish_release(manager, release.id, despite="Never needed.").despite == ""


def test_only_the_team_asks_for_things_to_be_tried(signed_in: Browsers) -> None:
    programme = a_programme()
    build, tester = a_build(programme), a_tester(programme)
    draft = TaskDraft(title="Send ten euros", minutes=5)
    with pytest.raises(ForbiddenError):
        actions.add_task(actor_of(tester), build.id, draft)
    team = actor_of(a_product_manager())
    task = actions.add_task(team, build.id, draft)
    db.session.commit()
    phone, at = signed_in(tester), f"/builds/{build.id}/testing"
    assert "About 5 minutes" in phone.get(at).text
    actions.drop_task(team, task.id)
    db.session.commit()
    assert "Send ten euros" not in phone.get(at).text
