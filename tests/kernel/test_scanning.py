"""What the operator's scanner knows is refused in words, and nothing of it is kept."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from cocreate.config import Settings, current, use
from cocreate.health.readiness import latest
from cocreate.kernel import scanning
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.scanning import refuse_malware
from cocreate.kernel.unavailable import ScannerAwayError
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_programme, a_project
from tests.ports import own_port
from tests.scanner import EICAR, Scanner, at_work

SignIn = Callable[[Person], ForgetfulClient]
KNOWN = "Our scanner knows this file as harmful (Eicar-Test-Signature). It is not kept."
AWAY = "We cannot look at files right now."
WORDS = "What I had typed of it"

pytestmark = pytest.mark.sqlite  # the same statements as without a scanner


@pytest.fixture
def scanner(app: Flask, settings: Settings) -> Iterator[Scanner]:
    latest.forget()
    with at_work() as scanner:
        use(settings.model_copy(update={"scanner_url": scanner.url}))
        yield scanner
    use(settings)
    latest.forget()


def files_in(settings: Settings) -> set[Path]:
    folder = settings.data_dir / "files"
    return {path for path in folder.rglob("*") if path.is_file()}


def propose(browser: ForgetfulClient, slug: str, content: bytes) -> TestResponse:
    sent = {"title": "Lock the card at once", "body": WORDS, "with_files": "1"}
    return browser.post(
        f"/projects/{slug}/ideas",
        data={**sent, "files": (io.BytesIO(content), "plan.txt")},
    )


def test_what_it_knows_hangs_on_no_idea(
    scanner: Scanner, signed_in: SignIn, settings: Settings
) -> None:
    before = files_in(settings)
    slug, browser = a_project().slug, signed_in(a_person())
    refused = propose(browser, slug, EICAR)
    assert refused.status_code == 422
    assert KNOWN in refused.text
    assert WORDS in refused.text
    told = browser.post(
        "/api/v1/attachments", data={"file": (io.BytesIO(EICAR), "plan.txt")}
    )
    assert told.status_code == 422
    assert told.get_json()["errors"] == {"file": KNOWN}
    assert files_in(settings) == before
    assert propose(browser, slug, b"Only words.\n").status_code == 303
    assert scanner.shown == [EICAR, EICAR, b"Only words.\n"]


def test_what_it_knows_becomes_no_build(
    scanner: Scanner,
    signed_in: SignIn,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Shown in pieces, none longer than so many bytes."""
    monkeypatch.setattr(scanning, "AT_ONCE", 1000)
    before = files_in(settings)
    project = a_project()
    a_programme(project)
    content = b"\0" * 9_950 + EICAR
    refused = signed_in(a_product_manager()).post(
        f"/projects/{project.slug}/beta/builds",
        data={
            "version": "5.0",
            "platform": "android",
            "expires_in_days": "90",
            "file": (io.BytesIO(content), "bank.bin"),
        },
    )
    assert refused.status_code == 422
    assert KNOWN in refused.text
    assert scanner.shown == [content]
    assert files_in(settings) == before


@pytest.mark.parametrize("trouble", ["away", "nonsense", "too short for it"])
def test_while_it_cannot_say_no_file_is_taken(
    scanner: Scanner,
    signed_in: SignIn,
    settings: Settings,
    trouble: str,
) -> None:
    """And it is said where operators look."""
    before = files_in(settings)
    slug, browser = a_project().slug, signed_in(a_person())
    assert "scanner" not in browser.get("/readyz").get_json()["wrong"]
    if trouble == "away":
        use(current().model_copy(update={"scanner_url": f"unix:{settings.data_dir}/x"}))
    else:
        scanner.says = {
            "nonsense": b"",
            "too short for it": b"INSTREAM size limit exceeded. ERROR\0",
        }[trouble]
    refused = propose(browser, slug, b"Only words.\n")
    assert refused.status_code == 503
    assert AWAY in refused.text
    assert WORDS in refused.text
    assert files_in(settings) == before
    latest.forget()
    wrong = browser.get("/readyz").get_json()["wrong"]
    assert ("scanner" in wrong) is (trouble == "away")


def test_only_what_it_takes_is_shown_to_it(scanner: Scanner) -> None:
    use(current().model_copy(update={"scanner_most_bytes": len(EICAR)}))
    refuse_malware([b"\0", EICAR], size=len(EICAR) + 1, field="file")
    assert scanner.shown == []
    with pytest.raises(InvalidError):
        refuse_malware([EICAR], size=len(EICAR), field="file")


def test_who_names_none_asks_none(app: Flask) -> None:
    refuse_malware([EICAR], size=len(EICAR), field="file")


def test_a_port_where_nobody_listens_is_no_scanner(scanner: Scanner) -> None:
    url = f"tcp://127.0.0.1:{own_port()}"
    use(current().model_copy(update={"scanner_url": url}))
    with pytest.raises(ScannerAwayError):
        refuse_malware([b"x"], size=1, field="file")
