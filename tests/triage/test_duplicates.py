import re
from collections.abc import Callable

import pytest

from cocreate.ideas.models import Idea
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.surfacing.actions import find_duplicates
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, an_idea

SignIn = Callable[[Person], ForgetfulClient]
SAME = ("Log in with my fingerprint", "Log in by fingerprint")
OTHERS = ("Warn me before a fee", "Warn me before any fee")


@pytest.fixture
def desk(app: object, signed_in: SignIn) -> tuple[ForgetfulClient, str, list[Idea]]:
    """A manager, the address of the duplicates, and two groups of two."""
    project = a_project()
    an_idea("Darker colours at night", project=project, body="")
    ideas = [an_idea(title, project=project, body="") for title in (*SAME, *OTHERS)]
    db.session.commit()
    find_duplicates()
    at = f"/projects/{project.slug}/triage/duplicates"
    assert signed_in(a_person()).get(at).status_code == 403
    return signed_in(a_product_manager()), at, ideas


def test_a_manager_merges_a_group(
    desk: tuple[ForgetfulClient, str, list[Idea]],
) -> None:
    client, at, (first, second, *_) = desk
    assert "2 groups" in client.get(at.removesuffix("/duplicates")).text
    page = client.get(at).text
    assert all(word in page for word in ("fingerprint", "fee"))
    # Nothing ticked besides what stays: said at the field, with what was typed.
    alone = {"verdict": "merge", "into": first.id}
    answer = client.post(f"{at}/{first.id}", data=alone)
    assert (answer.status_code, "Tick one more" in answer.text) == (422, True)
    both = {"idea": [first.id, second.id], "into": first.id, "verdict": "merge"}
    for _ in range(2):  # a double press is harmless
        assert client.post(f"{at}/{first.id}", data=both).status_code == 303
    db.session.refresh(second)
    assert second.merged_into_id == first.id
    assert "fingerprint" not in client.get(at).text


def test_a_manager_judges_several_groups_and_takes_it_back(
    desk: tuple[ForgetfulClient, str, list[Idea]],
) -> None:
    client, at, (first, _, third, fourth) = desk
    assert client.post(at, data={"verdict": "apart"}).status_code == 422
    chosen = {"group": [first.id, third.id], "verdict": "apart"}
    assert client.post(at, data=chosen).status_code == 303
    left = client.get(at).text
    assert not any(title in left for title in OTHERS)
    apart = client.get(f"{at}/apart").text
    assert all(title in apart for title in (*SAME, *OTHERS))
    for pair in set(re.findall(r"/apart/(\d+)/withdraw", apart)):
        assert client.post(f"{at}/apart/{pair}/withdraw").status_code == 303
    assert client.post(at, data=chosen | {"verdict": "merge"}).status_code == 303
    db.session.refresh(fourth)
    assert fourth.merged_into_id == third.id
