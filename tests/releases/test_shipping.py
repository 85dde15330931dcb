"""What ships, once, and what that does to decisions, ideas and builds."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from cocreate.decisions.actions import move_cited_ideas
from cocreate.decisions.stage import Stage
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import ForbiddenError, InvalidError, NotFoundError
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import STRANGER
from cocreate.projects.phase import Phase
from cocreate.releases import actions, queries
from cocreate.releases.drafts import ReleaseDraft
from cocreate.releases.models import Release
from tests.factories import (
    a_build,
    a_decision,
    a_person,
    a_product_manager,
    a_programme,
    a_project,
    a_release,
    actor_of,
    an_idea,
)
from tests.racing import at_once

pytestmark = pytest.mark.usefixtures("app")
DRAFT = ReleaseDraft("The one that lets you breathe", "4.8", "Freeze it.")


def test_a_release_ships_its_decisions_their_ideas_and_its_builds() -> None:
    manager = a_product_manager()
    idea = an_idea()
    decision = a_decision(ideas=[idea])
    move_cited_ideas(actor_of(manager), decision.id)
    a_release(decisions=[decision])
    assert decision.stage is Stage.SHIPPED
    assert idea.status is Status.SHIPPED


def test_an_idea_that_cannot_go_there_stays() -> None:
    idea = an_idea()
    a_release(decisions=[a_decision(ideas=[idea])])
    assert idea.status is Status.NEW


def test_a_build_that_ships_is_public() -> None:
    project = a_project(phase=Phase.BETA)
    build = a_build(a_programme(project))
    assert build.released_at is None
    a_release(project=project, builds=[build])
    db.session.refresh(build)
    assert build.released_at is not None


def test_publishing_at_once_ships_once(app: Flask) -> None:
    manager = actor_of(a_product_manager())
    release_id = a_release(decisions=[a_decision()], published=False).id

    def press() -> None:
        actions.publish_release(manager, release_id)

    assert at_once(app, press, press, press) == [None] * 3
    query = select(func.count()).select_from(OutboxMessage)
    published = query.where(OutboxMessage.kind == "ReleasePublished")
    assert db.session.scalar(published) == 1


def test_two_presses_at_once_write_one_release(app: Flask) -> None:
    manager, slug = actor_of(a_product_manager()), a_project().slug

    def press() -> int:
        return actions.write_release(manager, slug, draft=DRAFT).id

    assert len({*at_once(app, press, press, press)}) == 1
    assert db.session.scalar(select(func.count()).select_from(Release)) == 1


def test_a_version_is_taken_once_in_a_project() -> None:
    manager, project = actor_of(a_product_manager()), a_project()
    actions.write_release(manager, project.slug, draft=DRAFT)
    other = ReleaseDraft("Another", DRAFT.version, "Other notes.")
    with pytest.raises(InvalidError) as refusal:
        actions.write_release(manager, project.slug, draft=other)
    assert "is taken" in refusal.value.fields["version"]
    actions.write_release(manager, a_project().slug, draft=DRAFT)


def test_a_draft_may_keep_its_version_and_not_take_anothers() -> None:
    manager, project = actor_of(a_product_manager()), a_project()
    one = a_release(project=project, version="1.0", published=False)
    two = a_release(project=project, version="2.0", published=False)
    kept = ReleaseDraft("Renamed", "2.0", "Notes.")
    assert actions.rewrite_release(manager, two.id, draft=kept).title == "Renamed"
    with pytest.raises(InvalidError):
        actions.rewrite_release(
            manager, two.id, draft=ReleaseDraft("Renamed", one.version, "Notes.")
        )


def test_what_shipped_is_not_rewritten() -> None:
    manager, release = actor_of(a_product_manager()), a_release()
    with pytest.raises(ForbiddenError, match="next"):
        actions.rewrite_release(manager, release.id, draft=DRAFT)
    with pytest.raises(ForbiddenError):
        actions.discard_release(manager, release.id)


def test_only_what_is_decided_here_ships_here() -> None:
    project = a_project()
    for decision in (a_decision(), a_decision(project=project, published=False)):
        with pytest.raises(InvalidError) as refusal:
            a_release(project=project, decisions=[decision])
        assert "decisions" in refusal.value.fields
    with pytest.raises(InvalidError) as refusal:
        a_release(project=project, builds=[a_build(a_programme())])
    assert "builds" in refusal.value.fields


def test_only_the_team_ships() -> None:
    with pytest.raises(ForbiddenError):
        a_release(author=a_person())


def test_a_draft_and_a_private_projects_release_are_nowhere_for_others() -> None:
    draft = a_release(published=False)
    private = a_release(project=a_project(private=True))
    for release in (draft, private):
        for other in (STRANGER, actor_of(a_person())):
            with pytest.raises(NotFoundError):
                queries.get_release(other, release.id)


def test_a_draft_thrown_away_is_gone_and_stays_gone() -> None:
    manager = actor_of(a_product_manager())
    draft = a_release(decisions=[a_decision()], published=False)
    actions.discard_release(manager, draft.id)
    actions.discard_release(manager, draft.id)
    assert queries.find_release(manager, draft.id) is None
