"""Pictures and files on ideas, comments and replies; by pages and by calls."""

import io
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import time_machine
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse

from cocreate.discussion.actions import hide_comment, withdraw_comment
from cocreate.discussion.models import Comment
from cocreate.ideas.jobs import forget_waiting
from cocreate.ideas.models import Attachment, Idea
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.people.models import Person
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    a_project,
    actor_of,
    an_idea,
)
from tests.ideas.test_attaching import PDF, a_picture, attached

SignIn = Callable[[Person], ForgetfulClient]


def send(
    browser: ForgetfulClient,
    to: str,
    *files: tuple[bytes, str],
    attached: Sequence[int] = (),
    off: Sequence[int] = (),
    **fields: Any,
) -> TestResponse:
    data = MultiDict[str, Any]({"with_files": "1", **fields})
    data.setlist("attached", list(map(str, attached)))
    data.setlist("off", list(map(str, off)))
    data.setlist("files", [FileStorage(io.BytesIO(some), name) for some, name in files])
    return browser.post(to, data=data, content_type="multipart/form-data")


def test_what_a_refused_comment_brought_is_there_at_the_next_press(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    idea, browser = an_idea(), signed_in(a_person())
    said = f"/ideas/{idea.id}/comments"
    refused = send(browser, said, (b"MZ\x90\x00", "a.png"), body="Look")
    assert refused.status_code == 422
    assert "Attach a picture" in refused.text
    assert "Look" in refused.text
    empty = send(browser, said, (a_picture(), "a.jpg"), body="")
    (one,) = attached()
    assert empty.status_code == 422
    assert f'name="attached" value="{one.id}"' in empty.text
    address = f"/attachments/{one.id}"
    assert client.get(address).status_code == 404
    assert browser.get(address).status_code == 200
    alone: dict[str, Any] = {"attached": [one.id], f"alt_{one.id}": "Teal"}
    send(browser, said, body="Look", **alone)
    assert 'alt="Teal"' in client.get(f"/ideas/{idea.id}").text
    assert client.get(address).headers["Content-Security-Policy"].endswith("sandbox")


def test_files_vanish_with_the_words_they_hang_on(
    signed_in: SignIn, client: ForgetfulClient
) -> None:
    person, idea = a_person(), an_idea()
    browser, comment = signed_in(person), a_comment(idea, by=person)
    send(browser, f"/comments/{comment.id}", (PDF, "hidden.pdf"), body="Look")
    replies = f"/comments/{comment.id}/replies"
    send(browser, replies, (PDF, "withdrawn.pdf"), body="And here")
    page = client.get(f"/ideas/{idea.id}").text
    assert "hidden.pdf" in page
    assert "withdrawn.pdf" in page
    reply_id = db.session.scalars(select(Comment.id).order_by(Comment.id)).all()[-1]
    hide_comment(actor_of(a_moderator()), comment.id, reason="Spam.")
    withdraw_comment(actor_of(person), reply_id)
    page = client.get(f"/ideas/{idea.id}").text
    assert ".pdf" not in page
    for one in attached():
        assert client.get(f"/attachments/{one.id}").status_code == 404
        assert browser.get(f"/attachments/{one.id}").status_code == 200


def test_an_edit_adds_files_and_takes_others_off(signed_in: SignIn) -> None:
    person = a_person()
    idea = an_idea(author=person)
    comment = a_comment(idea, by=person)
    browser = signed_in(person)
    titled: dict[str, Any] = {"title": idea.title}
    untitled: dict[str, Any] = {}
    for to, what, column in (
        (f"/ideas/{idea.id}", titled, Attachment.idea_id),
        (f"/comments/{comment.id}", untitled, Attachment.comment_id),
    ):
        send(browser, to, (a_picture(), "a.jpg"), (PDF, "b.pdf"), body="With", **what)
        hung = select(Attachment.id).where(column.is_not(None)).order_by(Attachment.id)
        first, second = db.session.scalars(hung)
        assert f'value="{first}"' in browser.get(f"{to}/edit").text
        send(browser, to, body="One", attached=[first, second], off=[first], **what)
        assert db.session.scalars(hung).all() == [second]
        unaware = browser.post(to, data={"body": "Words alone", **what})
        assert unaware.status_code == 303
        assert db.session.scalars(hung).all() == [second]
    assert db.session.scalars(select(Idea.files)).all() == [1]
    assert db.session.scalars(select(Comment.files)).all() == [1]


def test_nobody_hangs_up_what_another_sent(signed_in: SignIn) -> None:
    idea, other, person = an_idea(), signed_in(a_person()), a_person()
    piece = send(other, "/attachments", (a_picture(), "a.jpg"))
    (one,) = attached()
    assert f'name="attached" value="{one.id}"' in piece.text
    thief = signed_in(person)
    send(thief, f"/ideas/{idea.id}/comments", body="Mine", attached=[one.id])
    assert db.session.scalars(select(Comment.files)).all() == [0]
    assert thief.get(f"/attachments/{one.id}").status_code == 404
    many = [(a_picture(side), "a.jpg") for side in range(30, 37)]
    assert send(thief, "/attachments", *many).status_code == 422
    assert len(attached()) == 1


def test_what_waits_for_nothing_is_forgotten_after_a_day(signed_in: SignIn) -> None:
    send(signed_in(a_person()), "/attachments", (a_picture(), "a.jpg"))
    kept = attached()[0].storage_key
    forget_waiting()
    assert len(attached()) == 1
    with time_machine.travel(now() + timedelta(days=2)):
        forget_waiting()
    assert attached() == []
    assert not storage.is_kept(kept)


class Program:
    """Somebody who calls, with a token of their own."""

    def __init__(self, client: ForgetfulClient) -> None:
        self.client = client
        self.token = bearer(a_person())

    def call(self, method: str, path: str, **kwargs: Any) -> Any:
        address = f"/api/v1{path}"
        return self.client.open(
            address, method=method, csrf=False, headers=self.token, **kwargs
        )

    def upload(self, content: bytes, name: str) -> Any:
        data = {"file": (io.BytesIO(content), name)}
        return self.call("POST", "/attachments?description=Teal", data=data)


def test_a_program_sends_a_file_and_names_it(client: ForgetfulClient) -> None:
    program, idea = Program(client), an_idea()
    sent = program.upload(a_picture(), "a.jpg")
    assert (sent.status_code, sent.json["media_type"]) == (201, "image/webp")
    key = sent.json["id"]
    said = {"body": "Look at this.", "attachments": [key]}
    made = program.call("POST", f"/ideas/{idea.id}/comments", json=said).json
    assert [one["description"] for one in made["attachments"]] == ["Teal"]
    listed = client.get(f"/api/v1/ideas/{idea.id}/comments").get_json()
    assert listed["rows"][0]["attachments"][0]["id"] == key
    assert client.get(f"/api/v1/attachments/{key}").mimetype == "image/webp"
    without = {**said, "attachments": []}
    bare = program.call("PATCH", f"/comments/{made['id']}", json=without).json
    assert bare["attachments"] == []
    assert client.get(f"/api/v1/attachments/{key}").status_code == 404


def test_a_program_proposes_an_idea_with_a_file(client: ForgetfulClient) -> None:
    program, project = Program(client), a_project()
    assert program.upload(b"MZ\x90\x00", "a.png").status_code == 422
    assert program.call("POST", "/attachments", json={}).status_code == 422
    bill = program.upload(PDF, "bill.pdf").json["id"]
    said = {"title": "Show the bill", "attachments": [bill]}
    whole = program.call("POST", f"/projects/{project.slug}/ideas", json=said).json
    assert [one["id"] for one in whole["attachments"]] == [bill]
    told = client.get("/api/v1/openapi.json").get_json()["paths"]["/api/v1/attachments"]
    assert [*told["post"]["requestBody"]["content"]] == ["multipart/form-data"]
