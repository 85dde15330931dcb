"""A list of people to invite, in whichever way a spreadsheet wrote it."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from cocreate.beta import queries
from cocreate.beta.guest_list import (
    MOST_BYTES,
    Guest,
    UnreadableListError,
    guests_in,
    text_of,
)
from cocreate.beta.kinds import Place
from cocreate.projects.phase import Phase
from tests.beta.applying import place_of
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_programme, a_project

Browsers = Callable[..., ForgetfulClient]
PLAIN = "a@x.org,Früh\r\n\r\nb@x.org\r\n"
GUESTS = [Guest(1, "a@x.org", "Früh"), Guest(3, "b@x.org")]


@pytest.mark.parametrize("way", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_a_list_is_read_however_it_was_saved(way: str) -> None:
    assert guests_in(text_of(PLAIN.encode(way))) == GUESTS


@pytest.mark.parametrize(
    ("text", "guests"),
    [
        ("", []),
        ("E-Mail;Group\na@x.org; Früh ", [Guest(2, "a@x.org", "Früh")]),
        ("Name\tEmail\nAda\ta@x.org", [Guest(2, "a@x.org")]),
        ("Group,Email address\n,a@x.org", [Guest(2, "a@x.org")]),
        (
            '"a@x.org","Of two\nlines"\nb',
            [Guest(1, "a@x.org", "Of two lines"), Guest(3, "b")],
        ),
        ("\ufeffemail\n\n", []),
        ("Ada Lovelace\n", [Guest(1, "Ada Lovelace")]),
    ],
)
def test_headings_marks_and_quotes_are_as_they_come(
    text: str, guests: list[Guest]
) -> None:
    assert guests_in(text) == guests


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        (b"", "no address in it"),
        (b"\xef\xbb\xbf \n", "no address in it"),
        (b"PK\x03\x04\x00\x00", "save it as CSV"),
        (b"a@x.org\n" * (MOST_BYTES // 8 + 1), "are the most"),
    ],
)
def test_what_is_no_list_is_refused_whole(sent: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableListError, match=sentence):
        text_of(sent)


def test_the_team_sends_a_file_and_reads_which_lines_cannot_be(
    signed_in: Browsers,
) -> None:
    project = a_project(phase=Phase.BETA)
    programme = a_programme(project, seats=1)
    known, late = a_person("Known"), a_person("Late")
    browser = signed_in(a_product_manager())
    at = f"/projects/{project.slug}/beta/invitations"

    def send(content: bytes, **also: str) -> Any:
        said = {"file": (io.BytesIO(content), "guests.csv"), **also}
        return browser.post(f"{at}/list", data=said, content_type="multipart/form-data")

    for content, also in (
        (b"", {}),
        (b"\x00", {}),
        (b"email\n", {}),
        (b"a@x.org\n", {"people": "b@x.org"}),
        (b"a@x.org\n" * 501, {}),
    ):
        refused = send(content, **also)
        assert refused.status_code == 422
        assert 'id="file-error"' in refused.text
    assert browser.post(f"{at}/list", data={}).status_code == 422
    assert queries.links_of(programme.id) == []
    lines = (
        f"email;group\n{known.email};\nnew@x.org;Everyone\nno address\n{late.email}\n"
    )
    lines += "other@x.org;Fr\xfch\n"
    told = send(lines.encode("latin-1")).text
    assert "1 seat kept, 1 letter written, 0 invited already, 3 not taken." in told
    for line, reason in ((4, "no e-mail"), (5, "Every seat"), (6, "no group “Früh”")):
        [said] = [one for one in told.split("<li>") if f"Line {line}:" in one]
        assert reason in said
    assert place_of(programme, known) is Place.INVITED
    assert [link.email for link in queries.links_of(programme.id)] == ["new@x.org"]
