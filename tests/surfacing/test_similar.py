from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from cocreate.ideas.actions import (
    change_status,
    edit_idea,
    hide_idea,
    restore_idea,
    withdraw_idea,
)
from cocreate.ideas.drafts import IdeaDraft
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.policy import STRANGER, Actor
from cocreate.projects.models import Project
from cocreate.surfacing.actions import find_drift, learn_anew, learn_ideas
from cocreate.surfacing.queries import Close, close_ideas, ideas_like
from cocreate.triage.actions import merge_ideas
from tests.exploring import examples
from tests.factories import (
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)

pytestmark = pytest.mark.usefixtures("app")

FINGERPRINT = "Let me log in with my fingerprint"

SAID = (
    (FINGERPRINT, "A password on the tram takes too long."),
    ("Log in by fingerprint or by face", ""),
    ("A password that I need not change", "Each month I forget the new one."),
    ("Ein Fingerabdruck statt eines Passworts", "Mit dem Finger wäre es schneller."),
    ("Freeze my card when I lose it", "On the tram it was gone in a second."),
    ("Freeze a lost card at once", "The card was lost; nobody answered the telephone."),
    ("Unfreeze my card", "I found it again."),
    ("Warn me before a fee of the NodeManager", ""),
)
ASKED = (
    ("Use my fingerprint to log in", ""),
    ("I lost my card", "It was on the tram. Can I freeze it?"),
    ("Fingerabdruck", ""),
    ("node manager fees", ""),
)
FOUND = [
    [
        (FINGERPRINT, "Both speak of log and fingerprint."),
        ("Log in by fingerprint or by face", "Both speak of log and fingerprint."),
    ],
    [
        ("Freeze my card when I lose it", "Both speak of card, freeze and tram."),
        ("Freeze a lost card at once", "Both speak of lost, card and freeze."),
        ("Unfreeze my card", "Both speak of card."),
    ],
    [("Ein Fingerabdruck statt eines Passworts", "Both speak of fingerabdruck.")],
    [
        (
            "Warn me before a fee of the NodeManager",
            "Both speak of node, manager and fees.",
        )
    ],
]


def close_to(
    project: Project, title: str, body: str = "", actor: Actor = STRANGER
) -> list[Close]:
    return close_ideas(actor, project.id, title, body)


def titles(found: list[Close]) -> list[str]:
    return [one.idea.title for one in found]


def filled(**words: str) -> Project:
    """A project in which several things are asked for."""
    project = a_project()
    for title in (
        "Show the balance before I open the application",
        "Round up every purchase and save the rest",
        "Warn me when a subscription becomes dearer",
        *words.values(),
    ):
        an_idea(title, project=project, body="")
    return project


def test_what_was_said_already_is_found_and_says_why() -> None:
    project = filled(idea=FINGERPRINT)
    (found,) = close_to(project, "Fingerprint instead of a password to log in")
    assert found.idea.title == FINGERPRINT
    assert set(found.words) == {"fingerprint", "log"}


def test_the_story_finds_what_the_title_does_not_say() -> None:
    project = filled(idea=FINGERPRINT)
    assert close_to(project, "Make it quicker in the morning") == []
    story = "I log in on the tram, and my fingerprint would be enough."
    assert titles(close_to(project, "Make it quicker", story)) == [FINGERPRINT]


def test_nothing_close_is_better_than_something_far() -> None:
    project = filled(idea=FINGERPRINT)
    assert close_to(project, "Teach my parrot to sing in Portuguese") == []
    assert close_to(project, "") == close_to(project, "the of and") == []


def test_an_edit_is_found_by_its_new_words_in_the_same_transaction() -> None:
    author = a_person()
    idea = an_idea(FINGERPRINT, author=author, body="")
    draft = IdeaDraft(title="Unlock with my face", body="")
    edit_idea(actor_of(author), idea.id, draft=draft)
    project = db.session.get_one(Project, idea.project_id)
    assert titles(close_to(project, "Unlock by face")) == ["Unlock with my face"]
    db.session.rollback()
    assert titles(close_to(project, "Log in by fingerprint")) == [FINGERPRINT]
    assert not any(find_drift())


def test_hidden_and_withdrawn_ideas_are_found_by_nobody() -> None:
    moderator, author = actor_of(a_moderator()), a_person()
    idea = an_idea(FINGERPRINT, author=author)
    project = db.session.get_one(Project, idea.project_id)
    hide_idea(moderator, idea.id, reason="personal data")
    for actor in (STRANGER, moderator, actor_of(author)):
        assert close_to(project, FINGERPRINT, actor=actor) == []
    restore_idea(moderator, idea.id)
    assert titles(close_to(project, FINGERPRINT)) == [FINGERPRINT]
    withdraw_idea(actor_of(author), idea.id)
    assert close_to(project, FINGERPRINT, actor=moderator) == []
    db.session.commit()
    assert not any(find_drift())


def test_a_private_project_suggests_to_its_people_alone() -> None:
    manager = a_product_manager()
    project = a_project(private=True)
    an_idea(FINGERPRINT, author=manager, project=project)
    assert close_to(project, FINGERPRINT) == []
    assert close_to(project, FINGERPRINT, actor=actor_of(a_person())) == []
    assert titles(close_to(project, FINGERPRINT, actor=actor_of(manager)))


def test_other_projects_are_not_asked() -> None:
    an_idea(FINGERPRINT)
    assert close_to(a_project("Another bank"), FINGERPRINT) == []


def test_a_merged_idea_leads_to_where_it_went() -> None:
    manager = actor_of(a_product_manager())
    project = filled()
    into = an_idea("Sign in without typing", project=project, body="")
    idea = an_idea(FINGERPRINT, project=project, body="")
    merge_ideas(manager, idea.id, into_id=into.id)
    (found,) = close_to(project, "Use the fingerprint to log in")
    assert (found.idea.id, found.said_as) == (into.id, FINGERPRINT)


def test_a_declined_idea_says_why_it_was_declined() -> None:
    manager = actor_of(a_product_manager())
    project = filled(idea=FINGERPRINT)
    (found,) = close_to(project, FINGERPRINT)
    why = "The regulator asks for a second factor."
    change_status(manager, found.idea.id, to=Status.DECLINED, note=why)
    (found,) = close_to(project, FINGERPRINT)
    assert found.reason == why


def test_an_idea_is_like_others_for_a_reason_and_not_like_itself() -> None:
    project = filled(idea=FINGERPRINT)
    other = an_idea("Log in by fingerprint or face", project=project)
    (found,) = ideas_like(STRANGER, other)
    assert found.idea.title == FINGERPRINT
    assert found.why == "Both speak of fingerprint and log."


def test_both_databases_give_the_same_in_one_order_for_the_same_reasons() -> None:
    """Written down once, and held against each database."""
    project = filled()
    for title, body in SAID:
        an_idea(title, project=project, body=body)
    found = [
        [(one.idea.title, one.why) for one in close_to(project, *asked)]
        for asked in ASKED
    ]
    assert found == FOUND


def test_any_question_costs_as_many_statements(
    queries: Callable[..., object],
) -> None:
    project = filled(idea=FINGERPRINT)
    for number in range(12):
        an_idea(f"{FINGERPRINT}, please {number}", project=project)
    with queries(at_most=4):  # type: ignore[attr-defined]  # a context manager
        assert len(close_to(project, FINGERPRINT, "fingerprint " * 900)) == 3


def test_drift_is_seen_and_mended() -> None:
    idea = an_idea(FINGERPRINT)
    db.session.execute(update(Idea).values(title="Unlock with my face"))
    db.session.commit()
    assert find_drift().changed == 1
    learn_anew()
    assert not any(find_drift())
    project = db.session.get_one(Project, idea.project_id)
    assert titles(close_to(project, "face")) == ["Unlock with my face"]


def test_two_edits_at_once_leave_every_word_counted(
    at_once: Callable[..., list[object]],
) -> None:
    project, author = a_project(), a_person()
    ideas = [an_idea(project=project, author=author) for _ in range(3)]
    db.session.commit()
    edits = [
        partial(
            edit_idea,
            actor_of(author),
            idea.id,
            draft=IdeaDraft(title=f"{words} {idea.id}", body=words),
        )
        for idea in ideas
        for words in ("red green blue", "blue red green", "green blue red")
    ]
    answers = at_once(*edits)
    assert [one for one in answers if isinstance(one, Exception)] == []
    assert not any(find_drift())


@given(st.text(max_size=300), st.text(max_size=2000))
@settings(
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_text_is_a_question(title: str, body: str) -> None:
    project = db.session.query(Project).first() or a_project()
    assert isinstance(close_to(project, title, body), list)


def test_learning_twice_changes_nothing() -> None:
    idea = an_idea(FINGERPRINT)
    learn_ideas([idea.id])
    learn_ideas([idea.id, idea.id])
    db.session.commit()
    assert not any(find_drift())
