"""What is answered with a refusal leaves nothing behind."""

from collections.abc import Callable

from sqlalchemy import func, select

from cocreate.decisions.models import Citation, Decision
from cocreate.kernel.db import db
from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_product_manager,
    a_project,
    an_idea,
)

Browsers = Callable[..., ForgetfulClient]
DRAFT = {
    "title": "Stop first, ask later",
    "rationale": "Nobody thinks of a code on a train.",
    "options-0-name": "Do it",
    "chosen": "0",
    "cite": ["idea-999"],
}


def test_a_decision_that_is_refused_half_way_is_not_written(
    signed_in: Browsers,
) -> None:
    project = a_project()
    browser = signed_in(a_product_manager())
    page = browser.post(f"/projects/{project.slug}/decisions", data=DRAFT)
    assert page.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(Decision)) == 0


def test_a_draft_whose_change_is_refused_stands_as_it_stood(
    signed_in: Browsers,
) -> None:
    idea = an_idea()
    draft = a_decision(ideas=[idea], published=False)
    title = draft.title
    page = signed_in(a_product_manager()).post(f"/decisions/{draft.id}", data=DRAFT)
    assert page.status_code == 422
    db.session.rollback()
    assert db.session.get_one(Decision, draft.id).title == title
    assert db.session.scalars(select(Citation.idea_id)).all() == [idea.id]
