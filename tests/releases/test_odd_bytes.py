"""Whatever is typed into a decision or a release, nobody is answered by a stumble."""

from collections.abc import Callable

import pytest

from tests.beta.test_odd_bytes import FINE, HUGE, TRIED
from tests.client import ForgetfulClient
from tests.factories import (
    a_decision,
    a_product_manager,
    a_project,
    a_release,
    an_idea,
)

Browsers = Callable[..., ForgetfulClient]
WORDS = {
    "title": "A title that is long enough",
    "rationale": "Because.",
    "version": "4.8",
    "notes": "New.",
    "options-0-name": "Do it",
    "chosen": "0",
}
OF_DECISION = (
    *("title", "rationale", "options-0-name", "options-0-argument", "chosen"),
    *("options-x-name", "options-99999999999999999999-name", "dissent", "revisit_on"),
    *("cite", "find", "thanks-idea-1"),
)
OF_RELEASE = ("title", "version", "notes", "decisions", "builds")


class Everything:
    def __init__(self) -> None:
        project = a_project()
        idea = an_idea(project=project)
        decision = a_decision(ideas=[idea])
        draft = a_decision(project=project, published=False)
        release = a_release(decisions=[decision])
        after = a_release(project=project, published=False)
        here = f"/projects/{project.slug}"
        self.forms = {
            f"{here}/decisions": OF_DECISION,
            f"{here}/decisions/voices": OF_DECISION,
            f"/decisions/{draft.id}": OF_DECISION,
            f"/decisions/{draft.id}/voices": OF_DECISION,
            f"/decisions/{decision.id}/stage": ("stage", "move_ideas"),
            f"/decisions/{decision.id}/amendments": ("body",),
            f"{here}/releases": OF_RELEASE,
            f"/releases/{after.id}": OF_RELEASE,
        }
        self.lists = [f"{here}/decisions", f"{here}/releases"]
        self.numbered = [
            *(f"/{kind}/{{}}" for kind in ("decisions", "releases")),
            *(
                f"/{kind}/{{}}/thread{tail}"
                for kind in ("ideas", "decisions", "builds", "releases")
                for tail in ("", ".json")
            ),
        ]
        self.shown = [f"/decisions/{decision.id}", f"/releases/{release.id}"]


@pytest.mark.parametrize("odd", TRIED, ids=lambda text: repr(text[:12]))
def test_every_field_takes_or_refuses_what_is_typed(
    signed_in: Browsers, odd: str
) -> None:
    everything = Everything()
    browser = signed_in(a_product_manager())
    for address, fields in everything.forms.items():
        for field in fields:
            answer = browser.post(address, data={**WORDS, field: odd})
            assert answer.status_code in FINE, (address, field)
    for address in (*everything.lists, *everything.shown):
        assert browser.get(address).status_code == 200
    for address in everything.lists:
        listed = browser.get(address, query_string={"page": odd})
        assert listed.status_code == 200, (address, odd[:20])


def test_a_number_no_key_can_have_leads_nowhere(signed_in: Browsers) -> None:
    everything = Everything()
    browser = signed_in(a_product_manager())
    for address in everything.numbered:
        for number in (HUGE, "9" * 18, "0"):
            assert browser.get(address.format(number)).status_code == 404, address
    for act in ("publication", "stage", "amendments", "withdraw", "voices"):
        data = {"stage": "planned", "body": "More."}
        answer = browser.post(f"/decisions/{HUGE}/{act}", data=data)
        assert answer.status_code in {404, 422}, act
    for act in ("publication", "withdraw"):
        refused = browser.post(f"/releases/{HUGE}/{act}").status_code
        assert refused in {404, 422}
