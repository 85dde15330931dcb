import io
import json
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from cocreate.kernel import storage
from cocreate.kernel.db import Base, db
from cocreate.kernel.personal import ASIDE, DOING, points_at
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, a_comment, a_person, an_account, an_idea

SignedIn = Callable[[Any], ForgetfulClient]


def test_everything_of_oneself_comes_in_one_file_and_nothing_of_others(
    signed_in: SignedIn,
) -> None:
    person = an_account("Margit Õunapuu")
    person.picture_key = "faces/margit"
    storage.keep("faces/margit", [b"a face"], most=100)
    idea = an_idea("Tell me before the money leaves", author=person)
    a_comment(idea, by=a_person("Ida"), body="What Ida said is hers.")
    a_comment(idea, by=person, body="And this is mine.")
    db.session.commit()
    browser = signed_in(person)
    assert "Take it away" in browser.get("/me/data").text
    refused = browser.post("/me/data", data={"current": "not this"})
    assert refused.status_code == 422
    answer = browser.post("/me/data", data={"current": PASSWORD})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    with ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        assert archive.read("files/faces/margit") == b"a face"
        written = archive.read("everything.json").decode()
    found = json.loads(written)
    assert found["people"][0]["name"] == "Margit Õunapuu"
    assert [one["title"] for one in found["ideas"]] == [idea.title]
    assert [one["body"] for one in found["comments"]] == ["And this is mine."]
    assert found["sign_ins"][0]["user_agent"]
    assert "Ida" not in written
    for secret in ("password_hash", "token_hash", str(person.password_hash)):
        assert secret not in written


@pytest.mark.sqlite
def test_every_table_that_points_at_people_is_theirs_or_says_who_did_it(
    app: Flask,
) -> None:
    """A key under a new name is somebody's own, unless its name says otherwise."""
    names = {
        column.name
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if points_at(column, "people") and not DOING.search(column.name)
    }
    own = {"person_id", "author_id", "voter_id", "reporter_id", "uploader_id"}
    assert names - own - {"sender_id", "editor_id"} == set()
    assert not ASIDE & {"people", "ideas"}
    assert Person.__tablename__ == "people"
