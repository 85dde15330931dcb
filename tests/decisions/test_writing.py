"""The team writes down what was decided, citing whose words led to it."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.decisions import actions, queries
from cocreate.decisions.drafts import DecisionDraft, OptionDraft
from cocreate.decisions.models import Citation, Decision, DecisionAmendment
from cocreate.ideas.actions import hide_idea, withdraw_idea
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import (
    ForbiddenError,
    InvalidError,
    NotFoundError,
)
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import STRANGER
from tests.factories import (
    a_comment,
    a_decision,
    a_moderator,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)
from tests.racing import at_once

pytestmark = pytest.mark.usefixtures("app")


def draft_of(**changes: object) -> DecisionDraft:
    words = {
        "title": "Stop first, ask later: freezing needs no code",
        "rationale": "**Nobody** thinks of a code on a train.",
    }
    return DecisionDraft(**{**words, **changes})  # type: ignore[arg-type]  # what a test says


def how_many(table: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def recorded(kind: str) -> int:
    query = select(func.count()).select_from(OutboxMessage)
    return db.session.scalar(query.where(OutboxMessage.kind == kind)) or 0


def test_a_decision_keeps_its_reason_its_options_and_its_dissent() -> None:
    manager, project = actor_of(a_product_manager()), a_project()
    decision = actions.write_decision(
        manager,
        project.slug,
        draft=draft_of(
            options=(
                OptionDraft("Do it", "for"),
                OptionDraft("Leave it", is_chosen=True),
            ),
            dissent="Legal would wait.",
            revisit_on=date(2027, 2, 1),
        ),
    )
    assert "<strong>Nobody</strong>" in decision.rationale_html
    assert decision.dissent == "Legal would wait."
    assert decision.revisit_on == date(2027, 2, 1)
    options = [(one.name, one.is_chosen) for one in queries.options_of(decision)]
    assert options == [("Do it", False), ("Leave it", True)]


def test_only_the_team_decides() -> None:
    project = a_project()
    for person in (a_person(), a_moderator()):
        with pytest.raises(ForbiddenError):
            actions.write_decision(actor_of(person), project.slug, draft=draft_of())


def test_a_draft_is_the_teams_alone() -> None:
    draft = a_decision(published=False)
    assert queries.find_decision(actor_of(a_product_manager()), draft.id)
    for other in (STRANGER, actor_of(a_person()), actor_of(a_moderator())):
        assert queries.find_decision(other, draft.id) is None


def test_a_decision_of_a_private_project_is_nowhere_for_others() -> None:
    project = a_project(private=True)
    decision = a_decision(project=project)
    for other in (STRANGER, actor_of(a_person())):
        with pytest.raises(NotFoundError):
            queries.get_decision(other, decision.id)


def test_two_presses_write_one_draft() -> None:
    manager, project = actor_of(a_product_manager()), a_project()
    first = actions.write_decision(manager, project.slug, draft=draft_of())
    assert actions.write_decision(manager, project.slug, draft=draft_of()) is first


def test_two_presses_at_once_write_one_draft(app: Flask) -> None:
    manager, project = actor_of(a_product_manager()), a_project()
    slug = project.slug

    def press() -> int:
        return actions.write_decision(manager, slug, draft=draft_of()).id

    answers = at_once(app, press, press, press)
    assert len({*answers}) == 1
    assert how_many(Decision) == 1


def test_publishing_twice_tells_once() -> None:
    decision = a_decision()
    first = decision.published_at
    actions.publish_decision(actor_of(a_product_manager()), decision.id)
    assert decision.published_at == first
    assert recorded("DecisionPublished") == 1


def test_publishing_at_once_tells_once(app: Flask) -> None:
    manager = actor_of(a_product_manager())
    decision_id = a_decision(published=False).id

    def press() -> None:
        actions.publish_decision(manager, decision_id)

    at_once(app, press, press)
    assert recorded("DecisionPublished") == 1


def test_what_is_published_is_amended_and_never_rewritten() -> None:
    decision, manager = a_decision(), actor_of(a_product_manager())
    before = decision.rationale
    with pytest.raises(ForbiddenError, match="amended"):
        actions.rewrite_decision(manager, decision.id, draft=draft_of())
    with pytest.raises(ForbiddenError):
        actions.discard_draft(manager, decision.id)
    actions.amend_decision(manager, decision.id, body="Calls fell by a third.")
    actions.amend_decision(manager, decision.id, body="Calls fell by a third.")
    assert how_many(DecisionAmendment) == 1
    assert decision.rationale == before


def test_a_draft_is_rewritten_whole() -> None:
    idea, other = an_idea(), an_idea()
    project_id = idea.project_id
    other.project_id = project_id  # both of one project
    draft = a_decision(ideas=[idea], published=False)
    actions.rewrite_decision(
        actor_of(a_product_manager()), draft.id, draft=draft_of(ideas=(other.id,))
    )
    cited = db.session.scalars(select(Citation.idea_id)).all()
    assert cited == [other.id]
    assert not queries.options_of(draft)


def test_a_draft_thrown_away_is_gone_and_stays_gone() -> None:
    draft, manager = a_decision(ideas=[an_idea()], published=False), a_product_manager()
    actions.discard_draft(actor_of(manager), draft.id)
    actions.discard_draft(actor_of(manager), draft.id)
    assert (how_many(Decision), how_many(Citation)) == (0, 0)


def hidden(idea: Idea) -> None:
    hide_idea(actor_of(a_moderator()), idea.id, reason="An address in it.")


def withdrawn(idea: Idea) -> None:
    author = db.session.get_one(type(a_person()), idea.author_id)
    withdraw_idea(actor_of(author), idea.id)


@pytest.mark.parametrize("gone", [hidden, withdrawn])
def test_what_is_hidden_or_taken_back_cannot_be_cited(
    gone: Callable[[Idea], None],
) -> None:
    idea = an_idea()
    gone(idea)
    with pytest.raises(InvalidError) as refusal:
        a_decision(ideas=[idea])
    assert "cite" in refusal.value.fields


def test_what_is_of_another_project_cannot_be_cited() -> None:
    with pytest.raises(InvalidError):
        a_decision(project=a_project(), ideas=[an_idea()])


def test_what_is_hidden_later_is_not_shown_to_others() -> None:
    author = a_person("Aoife Brennan")
    idea = an_idea(author=author)
    decision = a_decision(ideas=[idea])
    hidden(idea)
    for other in (STRANGER, actor_of(a_person()), actor_of(a_product_manager())):
        assert queries.voices_of(other, [decision.id]) == {}
    assert queries.cited_people(decision.id) == []


def test_who_is_cited_twice_is_named_once() -> None:
    author = a_person("Aoife Brennan")
    idea = an_idea(author=author)
    comment = a_comment(idea, by=author)
    decision = a_decision(ideas=[idea], comments=[comment])
    assert queries.cited_people(decision.id) == [author.id]
    voices = queries.voices_of(STRANGER, [decision.id])[decision.id]
    assert [voice.is_idea for voice in voices] == [True, False]
    assert voices[1].words == comment.body


def test_the_team_finds_contributions_by_words_number_and_link() -> None:
    manager = actor_of(a_product_manager())
    idea = an_idea("Freeze my card in one tap")
    comment = a_comment(idea)
    project_id = idea.project_id

    def found(words: str) -> list[str]:
        return [voice.key for voice in queries.find_voices(manager, project_id, words)]

    both = [f"idea-{idea.id}", f"comment-{comment.id}"]
    assert found("CARD freeze") == both[:1]
    assert found("nothing of the kind") == []
    assert found("%") == []
    assert found("") == both[:1]
    assert found(str(idea.id)) == both
    assert found(f"https://bank.example/ideas/{idea.id}") == both
    assert found(f"/ideas/{idea.id}#comment-{comment.id}") == both[1:]
    assert found("9" * 18) == []


def test_the_cited_ideas_move_along_where_that_is_legal() -> None:
    manager = a_product_manager()
    idea, declined = an_idea(), an_idea()
    declined.project_id = idea.project_id
    declined.status = Status.DECLINED
    decision = a_decision(ideas=[idea, declined])
    actions.move_cited_ideas(actor_of(manager), decision.id)
    assert (idea.status, declined.status) == (Status.PLANNED, Status.DECLINED)
