"""Pictures and files: what they are is read from their bytes, and they run nothing."""

import io
from collections.abc import Callable
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from cocreate.ideas.actions import hide_idea
from cocreate.ideas.models import Attachment, Idea
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import a_moderator, a_person, a_project, actor_of

SignIn = Callable[[Person], ForgetfulClient]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"
SECRET = "taken at home"


def a_picture(side: int = 20) -> bytes:
    """A JPEG that says where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = SECRET
    drawn = io.BytesIO()
    Image.new("RGB", (side, side), "teal").save(drawn, "JPEG", exif=exif)
    return drawn.getvalue()


def send(
    browser: ForgetfulClient,
    project: Project,
    *files: tuple[bytes, str],
    to: str = "attachments",
    **more: str,
) -> TestResponse:
    sent = [FileStorage(io.BytesIO(content), name) for content, name in files]
    data: dict[str, Any] = {"key": "k", "version": "0", "body": "Show the shop's name"}
    return browser.post(
        f"/projects/{project.slug}/{to}",
        data={**data, **more, "files": sent},
        headers={"HX-Request": "true"} if to == "attachments" else {},
    )


def attached() -> list[Attachment]:
    return list(db.session.scalars(select(Attachment).order_by(Attachment.id)))


def opened(browser: ForgetfulClient, one: Attachment) -> TestResponse:
    return browser.get(f"/attachments/{one.id}")


def test_a_picture_goes_with_the_idea_without_its_metadata(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    project, browser = a_project(), signed_in(a_person())
    sent = a_picture()
    assert SECRET.encode() in sent
    assert send(browser, project, (sent, "../../home.jpg")).status_code == 200
    (one,) = attached()
    assert (one.media_type, one.name) == ("image/webp", "home.webp")
    assert SECRET.encode() not in storage.read(one.storage_key)
    shown = send(browser, project, to="ideas", version="1", **{f"alt_{one.id}": "Teal"})
    assert shown.status_code == 303
    page = client.get(shown.location).text
    assert 'alt="Teal"' in page
    told = opened(client, one)
    assert told.mimetype == "image/webp"
    assert told.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert told.headers["X-Content-Type-Options"] == "nosniff"


def test_a_document_is_handed_over_and_never_opened_here(signed_in: SignIn) -> None:
    project, browser = a_project(), signed_in(a_person())
    send(browser, project, (PDF, "Čaj.html"), (b"<script>1</script>", "x.svg"))
    kinds = [(one.media_type, one.name) for one in attached()]
    assert kinds == [("application/pdf", "Čaj.html.pdf"), ("text/plain", "x.svg.txt")]
    told = [opened(browser, one) for one in attached()]
    assert [one.mimetype for one in told] == [kind for kind, _ in kinds]
    assert [one.headers["Content-Disposition"] for one in told] == [
        "attachment; filename=\"_aj.html.pdf\"; filename*=UTF-8''%C4%8Caj.html.pdf",
        'attachment; filename="x.svg.txt"',
    ]


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00" + b"\x00" * 60, b"\x7fELF" + b"\x00" * 60, b"\xff\xfe", b""],
)
def test_what_is_no_document_is_refused_and_the_words_are_kept(
    signed_in: SignIn, content: bytes
) -> None:
    project, browser = a_project(), signed_in(a_person())
    answer = send(browser, project, (content, "picture.png"))
    assert answer.status_code == 422
    assert "Attach a picture" in answer.text
    again = browser.get(f"/projects/{project.slug}/ideas/new").text
    assert "Show the shop" in again
    refused = send(browser, project, (content, "a.png"), to="ideas", version="1")
    assert refused.status_code == 422
    assert attached() == []


def a_document(unpacked: int, files: int = 1) -> bytes:
    sent = io.BytesIO()
    with ZipFile(sent, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("_rels/.rels", "<Relationships/>")
        packed.writestr("word/document.xml", bytes(unpacked))
        for number in range(files - 1):
            packed.writestr(f"word/{number}", b"")
    return sent.getvalue()


def test_a_document_that_swells_is_not_handed_on(signed_in: SignIn) -> None:
    project, browser = a_project(), signed_in(a_person())
    sound = a_document(1_000)
    telling_more = sound.replace((1_000).to_bytes(4, "little"), b"\xff" * 4)
    for content, why in (
        (a_document(65 * 1024 * 1024), "It unpacks to 65 MB in 3 files"),
        (telling_more, "It unpacks to 4,096 MB"),
        (a_document(1, files=5_000), "in 5,002 files"),
        (sound[:-40], "is not whole"),
    ):
        refused = send(browser, project, (content, "plan.docx"))
        assert refused.status_code == 422
        assert why in refused.text
    assert send(browser, project, (sound, "plan.docx")).status_code == 200
    assert [one.name for one in attached()] == ["plan.docx"]


def test_the_same_file_hangs_there_once_and_a_few_are_all(signed_in: SignIn) -> None:
    project, browser = a_project(), signed_in(a_person())
    for _ in range(2):
        send(browser, project, (a_picture(), "a.jpg"))
    assert len(attached()) == 1
    more = [(a_picture(side), "a.jpg") for side in range(30, 36)]
    refused = send(browser, project, *more, version="1")
    assert refused.status_code == 422
    assert "6 pictures and files at most" in refused.text
    assert len(attached()) == 1


def test_a_file_of_a_draft_is_its_writers_alone(
    app: Flask, signed_in: SignIn, client: ForgetfulClient
) -> None:
    project = a_project()
    piece = send(client, project, (a_picture(), "a.jpg")).text
    (one,) = attached()
    assert f"/attachments/{one.id}" in piece
    address = f"/attachments/{one.id}"
    assert client.get(address).status_code == 200
    assert app.test_client().get(address).status_code == 404
    assert signed_in(a_person()).get(address).status_code == 404


def test_a_file_of_a_hidden_idea_is_hidden(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    project, browser = a_project(), signed_in(a_person())
    send(browser, project, (a_picture(), "a.jpg"))
    send(browser, project, to="ideas", version="1")
    (one,) = attached()
    idea = db.session.scalars(select(Idea)).one()
    address = f"/attachments/{one.id}"
    assert client.get(address).status_code == 200
    hide_idea(actor_of(a_moderator()), idea.id, reason="Spam.")
    assert client.get(address).status_code == 404
    assert browser.get(address).status_code == 200


def test_what_is_taken_off_is_gone(signed_in: SignIn, client: ForgetfulClient) -> None:
    project, browser = a_project(), signed_in(a_person())
    send(browser, project, (a_picture(), "a.jpg"))
    (one,) = attached()
    off = f"attachments/{one.id}/withdraw"
    send(client, project, to=off, key="another")
    assert len(attached()) == 1
    assert send(browser, project, to=off, version="1").status_code == 303
    assert attached() == []
    assert not storage.is_kept(one.storage_key)


def test_without_a_script_files_are_sent_along(signed_in: SignIn) -> None:
    project, browser = a_project(), signed_in(a_person())
    for to in ("ideas/preview", "drafts"):
        send(browser, project, (a_picture(len(to)), "a.jpg"), to=to, version="1")
    assert len(attached()) == 2
    send(browser, project, (PDF, "bill.pdf"), to="ideas", version="1")
    assert db.session.scalars(select(Idea.files)).one() == 3
