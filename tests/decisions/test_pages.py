"""The ledger, one decision, and the desk where it is written."""

from collections.abc import Callable
from typing import Any

from cocreate.ideas.actions import fold_into
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_decision,
    a_person,
    a_product_manager,
    a_project,
    actor_of,
    an_idea,
)
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
Budget = Callable[..., Any]
WEIGHED: dict[str, Any] = {"options-0-name": "Do it", "chosen": "0"}


def test_the_desk_keeps_what_was_typed_while_voices_are_found(
    signed_in: Browsers,
) -> None:
    project = a_project()
    idea = an_idea("Freeze my card in one tap", project=project)
    walker = Walker(signed_in(a_product_manager()))
    walker.visit(f"/projects/{project.slug}/decisions/new")
    walker.send(
        "Search",
        status=200,
        title="Stop first, ask later",
        find="freeze",
        **WEIGHED,
    )
    walker.send("Another option", cite=f"idea-{idea.id}")
    assert "1 picked" in walker.text
    assert "Idea Author for an idea" in walker.text
    walker.send("Save, and see it", rationale="Nobody thinks of a code on a train.")
    assert "Draft" in walker.text
    assert "Publish and tell 1 person" in walker.text
    walker.send("Publish and tell")
    assert "Planned" in walker.text
    assert "signed it" in walker.text


def test_from_an_idea_the_team_goes_on_to_decide(signed_in: Browsers) -> None:
    idea = an_idea("Freeze my card in one tap")
    walker = Walker(signed_in(a_product_manager())).visit(f"/ideas/{idea.id}")
    walker.follow("Decide on it")
    assert "1 picked" in walker.text
    odd = walker.visit(
        f"{walker.address.split('?')[0]}?cite=idea-x&cite=idea-{'9' * 40}"
    )
    assert "0 picked" in odd.text


def test_a_bad_decision_is_explained_field_by_field(signed_in: Browsers) -> None:
    browser = signed_in(a_product_manager())
    page = browser.post(
        f"/projects/{a_project().slug}/decisions",
        data={
            "title": "Freeze",
            "rationale": "",
            "options-0-name": "Kept as typed",
            "options-1-argument": "An argument for nothing",
            "revisit_on": "soon",
            "cite": ["idea-x"],
        },
    )
    assert page.status_code == 422
    for sentence in (
        "Write at least 10 characters.",
        "Say why: people will ask.",
        "Say which of these you chose.",
        "Name the option this speaks of.",
        "Write the day as 2027-02-01.",
        "One of these is no contribution.",
    ):
        assert sentence in page.text
    assert 'value="Kept as typed"' in page.text


def test_what_went_missing_meanwhile_is_said_beside_the_voices(
    signed_in: Browsers,
) -> None:
    browser = signed_in(a_product_manager())
    page = browser.post(
        f"/projects/{a_project().slug}/decisions",
        data={
            "title": "Stop first, ask later",
            "rationale": "Because.",
            "cite": ["idea-999", "comment-999999999999999999"],
        },
    )
    assert page.status_code == 422
    assert "One of these was hidden, withdrawn or is of another project." in page.text


def test_thanks_are_kept_and_bounded(signed_in: Browsers) -> None:
    idea = an_idea()
    draft = a_decision(ideas=[idea], published=False)
    walker = Walker(signed_in(a_product_manager()))
    walker.visit(f"/decisions/{draft.id}/edit")
    field = f"thanks-idea-{idea.id}"
    too_long: dict[str, Any] = {field: "very " * 40}
    walker.send("Save, and see", status=422, **too_long)
    assert "Thank in 120 characters at most." in walker.text
    kept: dict[str, Any] = {field: "the word “breathe”"}
    walker.send("Save, and see", status=200, **kept)
    assert "Idea Author the word “breathe”" in walker.text
    walker.follow("Write on")
    assert "the word “breathe”" in walker.page.text if walker.page else ""


def test_customers_and_strangers_do_not_decide(
    client: ForgetfulClient, signed_in: Browsers
) -> None:
    decision = a_decision(published=False)
    customer = signed_in(a_person())
    for browser, refused in ((client, 401), (customer, 403)):
        assert (
            browser.post(f"/decisions/{decision.id}/publication").status_code == refused
        )
        assert browser.get(f"/decisions/{decision.id}").status_code == 404


def test_a_published_decision_names_whose_words_it_stands_on(
    client: ForgetfulClient,
) -> None:
    idea = an_idea(author=a_person("Aoife Brennan"))
    comment = a_comment(idea, by=a_person("Liam Byrne"), body="Direct debits go on.")
    decision = a_decision(ideas=[idea], comments=[comment])
    page = Walker(client).visit(f"/decisions/{decision.id}").text
    assert "Aoife Brennan" in page
    assert "“Direct debits go on.”" in page
    assert "Who saw it differently" not in page


def test_the_team_moves_and_amends_on_the_page(signed_in: Browsers) -> None:
    decision = a_decision(ideas=[an_idea()])
    walker = Walker(signed_in(a_product_manager()))
    walker.visit(f"/decisions/{decision.id}").send("Move it", stage="building")
    assert "Building" in walker.text
    walker.send("Add to the record", body="Calls fell by a **third**.")
    assert "Added since 1" in walker.text
    walker.send("Add to the record", status=422, body="")
    assert "Write what has changed." in walker.text
    shipped = signed_in(a_product_manager()).post(
        f"/decisions/{decision.id}/stage", data={"stage": "shipped"}
    )
    assert shipped.status_code == 422


def test_the_ledger_and_a_decision_cost_the_same_however_long(
    client: ForgetfulClient, queries: Budget
) -> None:
    project = a_project()
    ideas = [an_idea(project=project) for _ in range(6)]
    first = a_decision(project=project, ideas=ideas[:1])
    with queries(at_most=10) as few:
        client.get(f"/projects/{project.slug}/decisions")
    with queries(at_most=26) as short:
        client.get(f"/decisions/{first.id}")
    for count in range(3):
        a_decision(project=project, ideas=ideas[count:])
    long = a_decision(project=project, ideas=ideas)
    with queries(at_most=len(few)):
        client.get(f"/projects/{project.slug}/decisions")
    with queries(at_most=len(short)):
        client.get(f"/decisions/{long.id}")


def test_the_ledger_has_a_next_page(client: ForgetfulClient) -> None:
    project = a_project()
    for number in range(22):
        a_decision(project=project, title=f"Decided as number {number:02}")
    walker = Walker(client).visit(f"/projects/{project.slug}/decisions")
    assert "number 21" in walker.text
    assert "number 01" not in walker.text
    walker.follow("Older")
    assert "number 01" in walker.text
    assert "number 21" in walker.follow("Newer").text


def test_an_empty_ledger_says_what_will_be_there(client: ForgetfulClient) -> None:
    page = client.get(f"/projects/{a_project().slug}/decisions")
    assert "Nothing is decided yet" in page.text


def test_a_decision_thanks_those_who_were_merged_into_what_it_cites(
    signed_in: Browsers,
) -> None:
    manager, project = a_product_manager(), a_project()
    idea = an_idea(project=project)
    same = an_idea(author=a_person("Oskar Lind"), project=project)
    fold_into(actor_of(manager), same.id, into_id=idea.id)
    draft = a_decision(ideas=[idea], published=False)
    walker = Walker(signed_in(manager))
    walker.visit(f"/decisions/{draft.id}/edit")
    assert "Oskar Lind for a merged idea" in walker.text
    page = walker.visit(f"/decisions/{draft.id}").text
    assert "Oskar Lind for a merged idea" in page
    assert "Publish and tell 2 people" in page
