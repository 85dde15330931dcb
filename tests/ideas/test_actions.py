import pytest
import time_machine

from cocreate.ideas.actions import (
    change_status,
    edit_idea,
    hide_idea,
    propose_idea,
    respond,
    restore_idea,
    tag_idea,
    withdraw_idea,
)
from cocreate.ideas.actions.answer import IllegalStepError
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.queries import (
    Wanted,
    edits_of,
    find_idea,
    get_idea,
    lines,
    status_counts,
    status_history,
    top_tags,
)
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import USUAL
from cocreate.journal.actions import close_prompt
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError, NotFoundError
from cocreate.kernel.policy import STRANGER
from cocreate.kernel.revisions import GRACE
from cocreate.projects.orders import Sort
from cocreate.projects.phase import Phase
from tests.factories import (
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    a_prompt,
    actor_of,
    an_entry,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")

DRAFT = IdeaDraft(title="Freeze my card in one tap", body="Then let me breathe.")


def test_a_proposed_idea_is_counted_and_listed() -> None:
    project = a_project()
    idea = propose_idea(actor_of(a_person()), project.slug, draft=DRAFT)
    page = lines(STRANGER, project.id, wanted=Wanted())
    assert [line.id for line in page.rows] == [idea.id]
    assert status_counts(project.id) == {Status.NEW: 1}
    db.session.refresh(project)
    assert project.ideas == 1


def test_proposing_twice_in_one_breath_makes_one_idea() -> None:
    project, actor = a_project(), actor_of(a_person())
    first = propose_idea(actor, project.slug, draft=DRAFT)
    again = propose_idea(actor, project.slug, draft=DRAFT)
    assert again.id == first.id
    assert status_counts(project.id) == {Status.NEW: 1}


@pytest.mark.parametrize("phase", [Phase.DECIDE, Phase.CLOSED])
def test_a_phase_that_takes_no_ideas_refuses_them(phase: Phase) -> None:
    project = a_project(phase=phase)
    with pytest.raises(ForbiddenError):
        propose_idea(actor_of(a_person()), project.slug, draft=DRAFT)


def test_a_suspended_member_proposes_nothing() -> None:
    project, person = a_project(), a_person(suspended=True)
    with pytest.raises(ForbiddenError):
        propose_idea(actor_of(person), project.slug, draft=DRAFT)


def test_an_edit_keeps_what_was_said_before() -> None:
    author = a_person()
    idea = an_idea("Tell me before the money leaves", author=author)
    with time_machine.travel(now() + GRACE):
        edit_idea(actor_of(author), idea.id, draft=DRAFT)
    assert idea.title == "Freeze my card in one tap"
    assert [edit.title for edit in edits_of(idea)] == [
        "Tell me before the money leaves"
    ]


def test_only_the_author_edits() -> None:
    idea = an_idea()
    with pytest.raises(ForbiddenError):
        edit_idea(actor_of(a_person()), idea.id, draft=DRAFT)


def test_a_status_follows_only_legal_steps_and_is_kept_as_history() -> None:
    team, idea = actor_of(a_product_manager()), an_idea()
    change_status(team, idea.id, to=Status.PLANNED, note="Many asked.")
    with pytest.raises(IllegalStepError):
        change_status(team, idea.id, to=Status.NEW)
    assert [step.became for step in status_history(team, idea, USUAL)] == [
        Status.PLANNED
    ]
    assert status_counts(idea.project_id)[Status.PLANNED] == 1
    assert status_counts(idea.project_id)[Status.NEW] == 0


def test_a_customer_neither_answers_nor_decides() -> None:
    customer, idea = actor_of(a_person()), an_idea()
    with pytest.raises(ForbiddenError):
        change_status(customer, idea.id, to=Status.PLANNED)
    with pytest.raises(ForbiddenError):
        respond(customer, idea.id, body="No.")


def test_an_answer_is_signed_and_stops_the_clock_of_the_promise() -> None:
    manager, idea = a_product_manager(), an_idea()
    response = respond(actor_of(manager), idea.id, body="We **hear** you.")
    assert response.author_id == manager.id
    assert "<strong>hear</strong>" in response.body_html
    assert idea.answered_at is not None


def test_tags_are_counted_once_however_they_are_written() -> None:
    team = actor_of(a_product_manager())
    one, other = an_idea(), an_idea()
    tag_idea(team, one.id, names=["Cards", "cards", "Safety"])
    assert [(tag.name, tag.ideas) for tag in top_tags(one.project_id)] == [
        ("Cards", 1),
        ("Safety", 1),
    ]
    tag_idea(team, one.id, names=["Safety"])
    assert [tag.slug for tag in top_tags(one.project_id)] == ["safety"]
    assert other.tag_names == ""


def test_a_hidden_idea_is_gone_from_lists_and_counts_until_restored() -> None:
    moderator, author = actor_of(a_moderator()), a_person()
    idea = an_idea(author=author, tags=("cards",))
    hide_idea(moderator, idea.id, reason="It names a neighbour.")
    assert lines(STRANGER, idea.project_id, wanted=Wanted()).rows == []
    assert status_counts(idea.project_id) == {Status.NEW: 0}
    assert top_tags(idea.project_id) == ()
    assert find_idea(STRANGER, idea.id) is None
    assert find_idea(actor_of(a_product_manager()), idea.id) is None
    assert get_idea(actor_of(author), idea.id).hidden_reason == "It names a neighbour."
    restore_idea(moderator, idea.id)
    assert status_counts(idea.project_id) == {Status.NEW: 1}
    assert [line.id for line in lines(STRANGER, idea.project_id, wanted=Wanted()).rows]


def test_hiding_twice_counts_once() -> None:
    moderator, idea = actor_of(a_moderator()), an_idea()
    hide_idea(moderator, idea.id, reason="spam")
    hide_idea(moderator, idea.id, reason="spam")
    assert status_counts(idea.project_id) == {Status.NEW: 0}


def test_a_withdrawn_idea_is_its_authors_alone() -> None:
    author = a_person()
    idea = an_idea(author=author)
    withdraw_idea(actor_of(author), idea.id)
    withdraw_idea(actor_of(author), idea.id)
    assert status_counts(idea.project_id) == {Status.NEW: 0}
    with pytest.raises(NotFoundError):
        get_idea(STRANGER, idea.id)
    assert get_idea(actor_of(author), idea.id).withdrawn_at is not None


def test_an_idea_of_a_private_project_is_not_there_for_outsiders() -> None:
    project = a_project(private=True)
    idea = an_idea(project=project, author=a_product_manager())
    with pytest.raises(NotFoundError):
        get_idea(actor_of(a_person()), idea.id)
    with pytest.raises(NotFoundError):
        get_idea(STRANGER, idea.id)


@pytest.mark.parametrize("sort", list(Sort))
def test_the_pages_of_a_list_hold_every_idea_once_there_and_back(sort: Sort) -> None:
    project, team = a_project(), actor_of(a_product_manager())
    made = [an_idea(project=project, votes=number % 3) for number in range(7)]
    for idea in made:
        respond(team, idea.id, body="Thank you.")
    db.session.commit()
    seen: list[list[int]] = []
    place = None
    while True:
        page = lines(
            STRANGER, project.id, wanted=Wanted(sort=sort), place=place, size=3
        )
        seen.append([line.id for line in page.rows])
        place = page.following
        if place is None:
            break
    assert sorted(key for part in seen for key in part) == [idea.id for idea in made]
    back = lines(
        STRANGER, project.id, wanted=Wanted(sort=sort), place=page.preceding, size=3
    )
    assert [line.id for line in back.rows] == seen[-2]


def test_a_question_that_is_closed_takes_no_answers() -> None:
    project, ada = a_project(), actor_of(a_person())
    prompt = a_prompt(entry=an_entry(project=project))
    draft = IdeaDraft(title="Never ask me twice", body="", prompt_id=prompt.id)
    close_prompt(actor_of(a_product_manager()), prompt.id)
    with pytest.raises(InvalidError):
        propose_idea(ada, project.slug, draft=draft)
