from collections.abc import Callable

import pytest

from cocreate.kernel.policy import Role
from cocreate.votes import jobs
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_person,
    a_product_manager,
    a_project,
    a_segment,
    a_vote,
    an_attribute,
    an_idea,
    know,
)

Work = Callable[[], int]


def test_what_is_known_is_put_by_program_one_by_one_and_many_at_once(
    client: ForgetfulClient,
) -> None:
    an_attribute("Plan")
    ada, ben = a_person("Ada"), a_person("Ben")
    manager = bearer(a_product_manager())
    put = client.put(
        f"/api/v1/people/{ada.id}/attributes",
        json={"values": {"plan": "business"}},
        headers=manager,
    )
    assert [known["value"] for known in put.get_json()] == ["Business"]
    wrong = client.put(
        f"/api/v1/people/{ada.id}/attributes",
        json={"values": {"plan": "Gold"}},
        headers=manager,
    )
    assert wrong.status_code == 422
    people = [
        {"email": ben.email, "external_id": "C-2", "values": {"plan": "Free"}},
        {"external_id": "C-2", "values": {"plan": "Plus"}},
        {"email": "x@example.org", "values": {"plan": "Plus"}},
        {"values": {}},
        {"email": ada.email, "values": {"shoes": "42"}},
    ]
    admin = bearer(a_person("Oskar", role=Role.ADMINISTRATOR))
    many = client.put(
        "/api/v1/attributes/values", json={"people": people}, headers=admin
    ).get_json()
    assert (many["changed"], many["unchanged"]) == (1, 0)
    assert [one["row"] for one in many["rejected"]] == [1, 2, 3, 4]
    again = {"people": [{"external_id": "C-2", "values": {"plan": "Free"}}]}
    many = client.put("/api/v1/attributes/values", json=again, headers=admin)
    assert many.get_json() == {"changed": 0, "unchanged": 1, "rejected": []}
    own = client.get("/api/v1/me/attributes", headers=bearer(ben)).get_json()
    assert [known["value"] for known in own] == ["Free"]


@pytest.mark.parametrize("at", ["/api/v1", ""])
def test_a_list_is_cut_by_segment_for_the_team_alone(
    client: ForgetfulClient,
    signed_in: Callable[..., ForgetfulClient],
    work: Work,
    at: str,
) -> None:
    an_attribute("Plan")
    ada, project = a_person("Ada"), a_project()
    know(ada, plan="Business")
    a_segment()
    a_vote(an_idea("Sort by date", project=project), ada)
    an_idea("Sort by name", project=project)
    jobs.pace.due = 0
    work()
    path = f"{at}/projects/{project.slug}/ideas?segment="
    manager = a_product_manager()
    if at:
        cut = client.get(f"{path}business-customers", headers=bearer(manager))
        assert [row["title"] for row in cut.get_json()["rows"]] == ["Sort by date"]
        for reader, slug in ((ada, "business-customers"), (manager, "nobody")):
            answer = client.get(f"{path}{slug}", headers=bearer(reader))
            assert answer.status_code == 404
    else:
        cut = signed_in(manager).get(f"{path}business-customers")
        assert "Sort by name" not in cut.text
        assert "1 of its 1 vote: Business customers" in cut.text
        whole = signed_in(ada).get(f"{path}business-customers").text
        assert "Sort by name" in whole
        assert "Business customers" not in whole
