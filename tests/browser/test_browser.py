"""The browser that the journeys are walked with works, and listens."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route

from tests.browser.conftest import Opens, listen
from tests.browser.looking import LOOKING, contrast_faults, make_ready
from tests.serving import keeping, served


def test_a_page_that_is_not_there_says_so(page: Page) -> None:
    answer = page.goto("/there/is/nothing/here")
    assert answer is not None
    assert answer.status == 404


def test_the_content_policy_is_heard_when_it_refuses(
    app: Flask, opens: Opens, complaints: list[str]
) -> None:
    page = opens(width=320, dark=True)
    page.goto("/there/is/nothing/here")
    with page.expect_console_message(is_of_the_policy):
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('img'), {src: 'https://e.example/x'}))"
        )
    assert any("Content Security Policy" in complaint for complaint in complaints)
    with pytest.raises(Error, match="TrustedScriptURL"):
        page.evaluate("document.createElement('script').src = '/attachments/7'")
    with pytest.raises(Error, match="TrustedScript"):
        page.evaluate("document.createElement('script').text = 'parent.x = 1'")
    complaints.clear()


def is_of_the_policy(message: ConsoleMessage) -> bool:
    return "Content Security Policy" in message.text


RAN = "window.ran = (window.ran ?? 0) + 1"
SMUGGLED = (
    f"<script>{RAN}</script><script src='/static/js/site.js?smuggled'></script>"
    f"<script nonce=''>{RAN}</script><script nonce='{'A' * 24}'>{RAN}</script>"
    f"<img src='/none' onerror='{RAN}'><svg onload='{RAN}'></svg><p id=smuggled></p>"
)


def test_a_script_that_somebody_smuggled_in_does_not_run(
    opens: Opens, complaints: list[str]
) -> None:
    """As if a template trusted what was typed: our own file without a nonce, too."""
    page = opens()

    def smuggle(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace('<main id="main"', f'{SMUGGLED}<main id="main"')
        route.fulfill(response=answer, body=body)

    page.route("**/sign-in", smuggle)
    page.route("**/*smuggled", lambda route: route.fulfill(body=RAN))
    page.goto("/sign-in")
    page.locator("#smuggled").wait_for(state="attached")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("typeof behave") == "function", "while our own does"
    refused = [one for one in complaints if "Content Security Policy" in one]
    assert len(refused) >= SMUGGLED.count("<script") + SMUGGLED.count(" on")
    complaints.clear()


def test_a_page_that_has_not_changed_still_runs(chromium: Browser, app: Flask) -> None:
    """Told so, a browser goes on with the page it has, and with that one's policy."""
    kept, complaints = keeping(app), list[str]()
    with served(kept) as address:
        page = chromium.new_page()
        listen(page, complaints)
        page.goto(address)
        drawn = page.evaluate("document.scripts[0].nonce")
        kept.forget()  # and it is made anew, with another nonce
        page.reload()
        assert page.evaluate("document.scripts[0].nonce") == drawn
        assert page.evaluate("typeof behave") == "function"
        page.close()
    assert complaints == []


def test_axe_finds_nothing_on_the_page_of_a_refusal(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.goto("/there/is/nothing/here")
    assert axe(page) == []


def test_axe_finds_what_is_wrong(page: Page, axe: Callable[[Page], list[str]]) -> None:
    page.goto("/there/is/nothing/here")
    page.evaluate("document.documentElement.removeAttribute('lang')")
    assert any("html-has-lang" in fault for fault in axe(page))


BROKEN = """() => {
  const [first, second] = document.querySelectorAll("main a");
  first.tabIndex = -1;
  Object.assign(second.style, { outline: "0", boxShadow: "none" });
  const head = document.querySelector("h1");
  Object.assign(head.style, { overflow: "hidden", width: "20px" });
  Object.assign(document.querySelector("main").style, { width: "2000px" });
  const stuck = document.createElement("p");
  stuck.style.display = "flex";
  stuck.innerHTML = "Replying to <b>Daan</b>";
  document.querySelector("main").append(stuck);
}"""


def test_what_is_out_of_reach_or_cut_off_is_seen(page: Page) -> None:
    page.goto("/there/is/nothing/here")
    page.evaluate(LOOKING)
    page.evaluate(BROKEN)
    page.keyboard.press("Tab")
    faults = " ".join(page.evaluate("[...looking.shape(), ...looking.keys()]"))
    for fault in (
        "runs over by",
        "cut off: <h1",
        "words run together: <p",
        "no key reaches <a",
        "no sign of focus",
    ):
        assert fault in faults


FAINT = (
    "style.color = '#ddd'",
    "style.opacity = 0.2",
    "style.background = '#333'",
    "parentElement.style.background = '#333'",
)


@pytest.mark.parametrize("change", FAINT)
def test_words_that_no_longer_stand_out_are_seen(page: Page, change: str) -> None:
    make_ready(page)
    page.goto("/there/is/nothing/here")
    assert contrast_faults(page) == []
    page.evaluate(f"document.querySelector('h1').{change}")
    assert any("color-contrast" in fault for fault in contrast_faults(page))
    assert contrast_faults(page), "what was wrong once is asked about again"
