import io
from collections.abc import Callable

from cocreate.kernel.answers import FieldKind
from cocreate.kernel.db import db
from cocreate.kernel.policy import Role
from cocreate.people import queries
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, actor_of, an_attribute, know

SignedIn = Callable[..., ForgetfulClient]


def bring(browser: ForgetfulClient, text: str) -> str:
    sent = {"file": (io.BytesIO(text.encode()), "customers.csv")}
    answer = browser.post("/administration/attributes/file", data=sent)
    return f"{answer.status_code} {answer.text}"


def test_a_file_is_brought_in_line_by_line_and_again_without_harm(
    signed_in: SignedIn,
) -> None:
    an_attribute("Plan")
    an_attribute("Revenue", kind=FieldKind.NUMBER)
    ada, ben = a_person("Ada"), a_person("Ben")
    ben.external_id = "C-7"
    db.session.commit()
    admin = signed_in(a_person("Oskar", role=Role.ADMINISTRATOR))
    text = (
        "\ufeffemail;external_id;Plan;revenue\r\n"
        f"{ada.email};C-1;plus;1.200,5\r\n"
        f"{ada.email};C-1;plus;1200,5\r\n"
        ";C-7;BUSINESS;\r\n"
        f"{ada.email};;Free;\r\n"
        "nobody@example.org;;Free;\r\n"
        "no address;;Free;\r\n"
        ";;Free;\r\n"
    )
    said = bring(admin, text)
    assert said.startswith("200")
    assert "2 people changed, 0 as before, 5 lines left out" in " ".join(said.split())
    for line, reason in (
        (2, "Revenue: Write a number"),
        (5, "An earlier line speaks of the same person"),
        (6, "Nobody here has this address"),
        (7, "This is no address"),
        (8, "It names nobody"),
    ):
        assert f"Line {line}</span> <span data-user-content>{reason}" in said
    assert "0 people changed, 2 as before" in " ".join(bring(admin, text).split())
    manager = actor_of(a_product_manager())
    values = [known.value for known in queries.known_of(manager, ada.id)]
    assert values == ["Plus", "1200.5"]
    assert bring(admin, "email,shoes\n").startswith("422")
    assert bring(admin, "plan\nFree\n").startswith("422")
    assert bring(admin, "email,plan,plan\n").startswith("422")


def test_what_is_known_is_the_teams_and_each_persons_own(signed_in: SignedIn) -> None:
    an_attribute("Plan")
    ada, ben = a_person("Ada"), a_person("Ben")
    know(ada, plan="Business")
    assert "Business" in signed_in(ada).get("/me/profile").text
    own = signed_in(ada).get("/me/known.json").get_json()
    assert [known["value"] for known in own["known"]] == ["Business"]
    assert signed_in(ben).get("/me/known.json").json == {"known": []}
    for page in (f"/people/{ada.id}", "/me/profile"):
        assert "Business" not in signed_in(ben).get(page).text
    assert signed_in(ben).get("/segments").status_code == 403


def test_a_segment_is_made_of_rules_on_a_page_and_looked_at_first(
    signed_in: SignedIn,
) -> None:
    an_attribute("Plan")
    ada = a_person("Ada")
    know(ada, plan="Business")
    manager = signed_in(a_product_manager())
    wrong = {"name": "Paying", "what-0": "plan", "how-0": "at_least", "value-0": "x"}
    answer = manager.post("/segments", data=wrong)
    assert answer.status_code == 422
    assert 'id="how-0-error"' in answer.text
    assert 'value="x"' in answer.text
    assert manager.post("/segments", data={"name": "Nobody"}).status_code == 422
    right = {"name": "Paying", "what-0": "plan", "how-0": "is", "value-0": "business"}
    looked = manager.post("/segments/preview", data=right)
    assert "person would be in it" in looked.text
    made = manager.post("/segments", data=right)
    assert made.status_code == 303
    page = manager.get(made.location)
    assert "Ada" in page.text
    admin = signed_in(a_person("Oskar", role=Role.ADMINISTRATOR))
    plan = queries.find_attribute("plan")
    assert plan is not None
    refused = admin.post(f"/administration/attributes/{plan.id}/withdraw")
    assert "Segments ask for it" in admin.get(refused.location).text
    manager.post(f"{made.location}/withdraw")
    admin.post(f"/administration/attributes/{plan.id}/withdraw")
    assert queries.find_attribute("plan") is None
