import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from cocreate.config import Settings
from cocreate.kernel.db import db
from cocreate.kernel.outbox import OutboxMessage
from cocreate.kernel.policy import Role
from cocreate.people import queries
from cocreate.people.faces import hue_of, initials_of
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_person, an_idea

SignedIn = Callable[[Any], ForgetfulClient]
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def said(person: Person) -> dict[str, str]:
    db.session.refresh(person)
    return {"name": person.name, "town": person.town, "bio": person.bio}


def test_a_profile_says_what_its_owner_wrote(signed_in: SignedIn) -> None:
    person = a_person()
    new = {"name": "Ada  King", "town": "London", "bio": "I count.\r\nA lot."}
    assert signed_in(person).post("/me/profile", data=new).status_code == 303
    assert said(person) == {
        "name": "Ada King",
        "town": "London",
        "bio": "I count.\nA lot.",
    }


@pytest.mark.usefixtures("every_event")
def test_what_it_said_before_is_kept_and_a_second_press_adds_nothing(
    signed_in: SignedIn,
) -> None:
    person = a_person("Ada Byron")
    browser = signed_in(person)
    for _ in range(2):
        browser.post("/me/profile", data={"name": "Ada Lovelace", "town": "London"})
    changes = [(c.field, c.was, c.became) for c in queries.profile_history(person.id)]
    assert sorted(changes) == [
        ("name", "Ada Byron", "Ada Lovelace"),
        ("town", "", "London"),
    ]
    assert "Ada Byron" in browser.get("/me/profile").text
    recorded = db.session.scalars(select(OutboxMessage.kind)).all()
    assert recorded == ["ProfileEdited"]


def test_customers_have_no_title_and_colleagues_do(signed_in: SignedIn) -> None:
    customer, colleague = a_person(), a_person(role=Role.EMPLOYEE)
    for person in (customer, colleague):
        data = {"name": "Somebody", "title": "Head of cards"}
        signed_in(person).post("/me/profile", data=data)
        db.session.refresh(person)
    assert (customer.title, colleague.title) == ("", "Head of cards")


@pytest.mark.parametrize(
    ("field", "typed"), [("name", ""), ("town", "x" * 81), ("bio", "x" * 601)]
)
def test_too_much_or_too_little_is_said_beside_its_field(
    signed_in: SignedIn, field: str, typed: str
) -> None:
    person = a_person()
    page = signed_in(person).post("/me/profile", data={"name": "Eve", field: typed})
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert said(person)["name"] == "Ada Lovelace"


def test_what_people_call_themselves_runs_nowhere(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = a_person(HOSTILE)
    person.bio = person.town = person.title = HOSTILE
    boss = signed_in(a_person(role=Role.ADMINISTRATOR))
    own = signed_in(person)
    pages = [
        client.get(f"/people/{person.id}"),
        boss.get("/administration"),
        boss.get(f"/administration/people/{person.id}"),
        *[own.get(address) for address in ("/me", "/me/profile")],
    ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


# ── The contributor's page ────────────────────────────────────────────────────


def test_a_contributors_page_shows_what_they_said_and_not_their_address(
    client: ForgetfulClient,
) -> None:
    person = a_person("Margit Õunapuu")
    idea = an_idea(author=person)
    page = client.get(f"/people/{person.id}").text
    assert "Margit Õunapuu" in page
    assert idea.title in page
    assert str(person.email) not in page


def test_nobody_has_no_page(client: ForgetfulClient) -> None:
    for person_id in (999, 2**62, 2**70):
        assert client.get(f"/people/{person_id}").status_code == 404
        assert client.get(f"/people/{person_id}/picture").status_code == 404


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ada Lovelace", "AL"),
        ("Ada", "A"),
        ("Ada Augusta King", "AK"),
        ("(Ada) Lovelace", "L"),
        ("李 明", "李明"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_a_name_has_initials_whatever_it_is(name: str, initials: str) -> None:
    assert initials_of(name) == initials
    assert 0 <= hue_of(name) < 8


# ── Pictures ──────────────────────────────────────────────────────────────────


def picture_of(kind: str = "PNG", size: tuple[int, int] = (900, 600)) -> bytes:
    sent = io.BytesIO()
    Image.new("RGB", size, "teal").save(sent, kind)
    return sent.getvalue()


def send(browser: ForgetfulClient, sent: bytes, name: str = "face.png") -> Any:
    data = {"picture": (io.BytesIO(sent), name)}
    return browser.post("/me/picture", data=data, content_type="multipart/form-data")


def kept_files(settings: Settings) -> list[Path]:
    return [path for path in (settings.data_dir / "files").rglob("*") if path.is_file()]


def test_a_picture_is_drawn_anew_small_and_served_for_long(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = a_person()
    browser = signed_in(person)
    assert send(browser, picture_of("JPEG")).status_code == 303
    address = queries.face_of(person.id).picture_url
    assert address
    assert address in browser.get("/me").text.replace("&amp;", "&")
    answer = client.get(address)
    assert answer.mimetype == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert max(Image.open(io.BytesIO(answer.data)).size) == 512
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_another_picture_takes_the_place_of_the_first(
    signed_in: SignedIn, settings: Settings
) -> None:
    browser = signed_in(a_person())
    send(browser, picture_of(size=(40, 40)))
    send(browser, picture_of(size=(50, 50)))
    send(browser, picture_of(size=(50, 50)))
    assert len(kept_files(settings)) == 1


def test_a_picture_is_removed_with_its_file(
    client: ForgetfulClient, signed_in: SignedIn, settings: Settings
) -> None:
    person = a_person()
    browser = signed_in(person)
    send(browser, picture_of())
    for _ in range(2):
        assert browser.post("/me/picture/withdraw").status_code == 303
    assert kept_files(settings) == []
    assert client.get(f"/people/{person.id}/picture").status_code == 404


def huge_png() -> bytes:
    """A few hundred bytes that would unpack to gigabytes of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" * 100_000)
    start = b"\x89PNG\r\n\x1a\n"
    return start + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param(SVG, id="svg"),
        pytest.param(b"<html><script>alert(1)</script></html>", id="html"),
        pytest.param(huge_png(), id="bomb"),
        pytest.param(picture_of()[:60], id="cut short"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + SVG, id="svg that says png"),
        pytest.param(b"GIF89a" + SVG, id="svg that says gif"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"MZ\x90\x00" * 50, id="program"),
    ],
)
def test_what_is_no_picture_is_refused(
    signed_in: SignedIn, settings: Settings, sent: bytes
) -> None:
    page = send(signed_in(a_person()), sent)
    assert page.status_code == 422
    assert 'id="picture-error"' in page.text
    assert kept_files(settings) == []


def test_a_picture_that_is_also_something_else_keeps_only_the_picture(
    client: ForgetfulClient, signed_in: SignedIn
) -> None:
    person = a_person()
    sent = picture_of("GIF") + b"<script>alert(1)</script>PK\x03\x04"
    send(signed_in(person), sent, name="../../face.php.svg")
    answer = client.get(f"/people/{person.id}/picture")
    assert answer.mimetype == "image/webp"
    assert b"script" not in answer.data
    assert b"PK\x03\x04" not in answer.data
