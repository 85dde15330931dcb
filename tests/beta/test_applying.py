"""Applying on the programme's page: what it knows, and what it says is wrong."""

import re
from collections.abc import Callable

import pytest

from cocreate.beta import queries
from cocreate.beta.kinds import Place, Platform, QuestionKind
from cocreate.beta.systems import ANY_ANDROID, Guess, guess_from
from cocreate.projects.phase import Phase
from tests.beta.applying import place_of
from tests.beta.test_rules_of_seats import ask, changed
from tests.client import ForgetfulClient
from tests.factories import a_person, a_programme, a_project, actor_of
from tests.markup import forms_in

Browsers = Callable[..., ForgetfulClient]
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0 Mobile"
HINTED = {"Sec-CH-UA-Model": '"Pixel 8"', "Sec-CH-UA-Platform-Version": '"15.0.0"'}
OLD = "Mozilla/5.0 (Linux; Android 9; SM-G960F Build/PPR1) Chrome/70.0 Mobile"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Safari/604.1"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0"


@pytest.mark.parametrize(
    ("agent", "hints", "guess"),
    [
        (ANDROID, {}, Guess(Platform.ANDROID, ANY_ANDROID, "")),
        (ANDROID, HINTED, Guess(Platform.ANDROID, "Pixel 8", "15.0.0")),
        (OLD, {}, Guess(Platform.ANDROID, "SM-G960F", "9")),
        (IPHONE, {}, Guess(Platform.IOS, "iPhone", "17.4")),
        (DESK, {}, Guess(Platform.WINDOWS, "Windows computer")),
        ("curl/8.5", {"Sec-CH-UA-Model": '"\x00"'}, Guess()),
    ],
)
def test_a_browser_tells_what_it_runs_on(
    agent: str, hints: dict[str, str], guess: Guess
) -> None:
    assert guess_from({"User-Agent": agent, **hints}) == guess


def test_an_application_says_which_question_wants_an_answer(
    signed_in: Browsers,
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project)
    daily = ask(programme, kind=QuestionKind.YES_NO, label="Do you pay daily?")
    often = ask(programme, kind=QuestionKind.NUMBER, label="How often a week?")
    sent = {f"answer-{often}": "many", "device": "Pixel 8", "terms_version": "1"}
    browser = signed_in(a_person())
    answer = browser.post(f"/projects/{project.slug}/beta/enrolment", data=sent)
    assert answer.status_code == 422
    assert "3 things to mend" in answer.text
    for key, label in ((daily, "Do you pay daily?"), (often, "How often a week?")):
        link = f'<a href="#answer-{key}">“<span data-user-content>{label}</span>” '
        assert link in answer.text
        assert f'id="answer-{key}"' in answer.text
    assert "Choose what it runs." in answer.text
    assert 'value="many"' in answer.text
    consent = answer.text.partition('id="terms_version"')[2].partition(">")[0]
    assert "checked" in consent, "to the version that was read"


def test_what_was_answered_once_stands_there_the_next_time(
    signed_in: Browsers,
) -> None:
    """Three presses with no script: the page, the consent, the application."""
    person = a_person()
    browser = signed_in(person)
    for number, kind in enumerate((QuestionKind.CHOICE, QuestionKind.CHOICE)):
        project = a_project(phase=Phase.BETA)
        programme = a_programme(project)
        changed(programme, platforms={Platform.ANDROID: "12"})
        which = ask(programme, kind=kind, label="Which card?", choices=("Old", "New"))
        at = f"/projects/{project.slug}/beta"
        page = browser.get(at, headers={"User-Agent": ANDROID, **HINTED})
        assert page.headers["Accept-CH"] == page.headers["Critical-CH"]
        [form] = [one for one in forms_in(page.text) if 'id="terms_version"' in one]
        assert bool(re.search(r'value="New"\s+checked', form)) is bool(number)
        kept = queries.own_devices(actor_of(person))
        known = {"device_id": str(kept[0].id)} if kept else {}
        assert bool(known) is bool(number)
        typed = {"platform": "android", "device": "Pixel 8", "os_version": "15.0.0"}
        for name, value in (known or typed).items():
            assert f'name="{name}"' in form
            assert f'value="{value}"' in form
        sent = {f"answer-{which}": "New", "terms_version": "1", **(known or typed)}
        applied = browser.post(f"{at}/enrolment", data=sent)
        assert applied.status_code == 303, applied.text
        assert place_of(programme, person) is Place.ACTIVE


def test_a_guess_that_will_not_do_is_not_made(signed_in: Browsers) -> None:
    project = a_project(phase=Phase.BETA)
    changed(a_programme(project), platforms={Platform.IOS: ""})
    page = signed_in(a_person()).get(
        f"/projects/{project.slug}/beta", headers={"User-Agent": DESK}
    )
    assert "Windows computer" not in page.text
