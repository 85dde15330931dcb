"""The components do what they promise, for everybody, with and without a script."""

from tests.browser.conftest import Opens
from tests.browser.looking import faults_of


def test_nothing_is_wrong_with_any_component(opens: Opens) -> None:
    assert faults_of(opens(), "/styleguide", keys=True) == []


def test_a_theme_that_was_chosen_is_kept(opens: Opens) -> None:
    page = opens()
    page.goto("/styleguide")
    page.get_by_role("button", name="Dark").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.get_by_role("button", name="System").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") is None


def test_without_a_script_nothing_is_offered_that_needs_one(opens: Opens) -> None:
    page = opens(javascript=False)
    page.goto("/styleguide")
    assert not page.get_by_role("group", name="Theme").is_visible()


def test_a_vote_that_does_not_arrive_is_put_back(
    opens: Opens, complaints: list[str]
) -> None:
    page = opens()
    page.route("**/votes.cast/**", lambda route: route.abort())
    page.route("**/vote", lambda route: route.abort())
    page.goto("/styleguide")
    page.get_by_role("button", name="213 Vote for A calendar").click()
    page.get_by_text("did not arrive").wait_for(state="attached")
    button = page.get_by_role("button", name="213 Vote for A calendar")
    assert button.get_attribute("aria-pressed") == "false"
    complaints.clear()


def test_keys_walk_a_list(opens: Opens) -> None:
    page = opens()
    page.goto("/styleguide")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator(".is-picked .idea-card__title").inner_text() == (
        "Tell me before the money leaves, not after"
    )


def test_a_draft_outlives_the_page(opens: Opens) -> None:
    page = opens()
    page.goto("/styleguide")
    page.get_by_label("What would make it better for you?").fill("Warn me earlier")
    page.get_by_text("Draft kept").wait_for()
    page.reload()
    field = page.get_by_label("What would make it better for you?")
    assert field.input_value() == "Warn me earlier"


def test_a_menu_closes_when_one_looks_elsewhere(opens: Opens) -> None:
    page = opens()
    page.goto("/styleguide")
    page.locator("details.menu summary").first.click()
    assert page.locator("details.menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
