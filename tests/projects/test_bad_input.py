"""Whatever is typed into a form of projects or the journal, it is answered."""

from collections.abc import Callable
from typing import Any

import pytest

from cocreate.kernel.db import db
from cocreate.projects.actions import GoalDraft, add_goal
from tests.client import ForgetfulClient
from tests.factories import (
    a_product_manager,
    a_project,
    a_prompt,
    actor_of,
    an_entry,
)

NAUGHTY = (
    "",
    " \t\n",
    "\x00\x07",
    "NaN",
    "1e999",
    "-99999999999999999999",
    "٣٤",
    "9" * 5_000,
    "9999-12-31T23:59",
    "0001-01-01",
    "2026-02-30",
    "'; DROP TABLE projects; --",
    "<script>alert(1)</script>{{ 7 * 7 }}",
    "\u202eabc\u2066 \ufdd0 👩‍👩‍👧",
    "](javascript:alert(1)) ![x](//evil.example/x.png)",
    "a" * 60_000,
)
BRIEF = ("name", "summary", "brief", "answer_within_days", "decide_by_on")
FIELDS = {
    "/projects": (*BRIEF, "slug", "is_private"),
    "{project}/edit": BRIEF,
    "{project}/phase": ("phase",),
    "{project}/members": ("email", "is_lead"),
    "{project}/goals": ("name", "unit", "baseline", "target", "due_on"),
    "{project}/goals/{goal}": ("name", "unit", "baseline", "target", "due_on"),
    "{project}/goals/{goal}/measures": ("value", "on"),
    "{project}/journal": ("title", "body", "description"),
    "{entry}/edit": ("title", "body", "description"),
    "{entry}/prompts": ("question", "closes_on"),
    "{draft}/publication": ("at",),
}
FAR = 2**63


def places() -> dict[str, str]:
    project = a_project()
    manager = actor_of(a_product_manager())
    draft = GoalDraft("Would recommend", "", 8, 40, None)
    goal = add_goal(manager, project.id, draft=draft)
    db.session.commit()
    entry = an_entry(project=project)
    a_prompt(entry=entry)
    unpublished = an_entry("Not yet", project=project, published=False)
    return {
        "project": f"/projects/{project.slug}",
        "goal": str(goal.id),
        "entry": f"/journal/{entry.id}",
        "draft": f"/journal/{unpublished.id}",
    }


@pytest.mark.parametrize("address", FIELDS)
def test_no_form_falls_over_what_is_typed(
    signed_in: Callable[[Any], ForgetfulClient], address: str
) -> None:
    manager = signed_in(a_product_manager())
    at = address.format(**places())
    for typed in NAUGHTY:
        answer = manager.post(at, data=dict.fromkeys(FIELDS[address], typed))
        assert answer.status_code in {303, 422}, typed[:40]


def test_no_address_falls_over_what_it_names(
    client: ForgetfulClient, signed_in: Callable[[Any], ForgetfulClient]
) -> None:
    manager = signed_in(a_product_manager())
    for address in (
        f"/journal/{FAR}",
        f"/journal/pictures/{FAR}",
        f"/projects/{'x' * 3_000}",
        "/projects/%00",
        "/projects/..%2f..%2fetc",
        "/projects/%F0%9F%92%A9/journal.atom",
    ):
        assert client.get(address).status_code == 404, address
    project = a_project()
    for address in (
        f"/projects/{project.slug}/members/{FAR}/withdraw",
        f"/projects/{project.slug}/goals/{FAR}/withdraw",
        f"/journal/prompts/{FAR}/closing",
        f"/journal/{FAR}/publication",
    ):
        assert manager.post(address).status_code < 500, address
    assert client.get(f"/projects/{project.slug}/journal?page=%00zz").status_code == 200
