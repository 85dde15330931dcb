"""While nothing can be kept, people read; what they typed is on the page; it heals."""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from flask import Flask
from PIL import Image
from sqlalchemy import func, select, text

from cocreate.config import Settings, use
from cocreate.health.readiness import latest
from cocreate.ideas.models import Idea
from cocreate.kernel import patience
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.search import jobs as search_jobs
from cocreate.search.actions import find_drift
from cocreate.search.on_disk import places
from tests.api.test_api import bearer
from tests.client import ForgetfulClient
from tests.factories import a_person, a_project, an_idea
from tests.faults.breaking import (
    Fault,
    cut_off_the_last,
    full,
    locked,
    no_room,
    on_sqlite,
    read_only,
)

NOBODYS = "/sys/kernel"
"""Where no file may be made, not even by root."""
TITLE = "A wombat that digs for everybody"
TYPED = "It digs <deep>, and I typed this for an hour."


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    latest.forget()
    yield
    latest.forget()


@pytest.mark.parametrize(
    ("fault", "status", "cause"),
    [
        (locked, 503, "the database is locked"),
        (full, 507, "the disk is full"),
        (read_only, 503, "the database is read-only"),
    ],
    ids=["locked", "full", "read-only"],
)
def test_what_was_typed_stays_and_is_sent_again_with_one_press(
    signed_in: Callable[[Person], ForgetfulClient],
    fault: Fault,
    status: int,
    cause: str,
) -> None:
    project, person = a_project(), a_person()
    address, program = f"/projects/{project.slug}/ideas", bearer(person)
    browser = signed_in(person)
    browser.get(address)
    form = {"title": TITLE, "body": TYPED}
    with fault():
        refused = browser.post(address, data=form)
        assert refused.status_code == status
        assert refused.headers["Retry-After"] == "5"
        page = refused.get_data(as_text=True)
        assert "It digs &lt;deep&gt;, and I typed this for an hour." in page
        assert f'name="title" value="{TITLE}"' in page
        assert f'action="{address}"' in page
        by_program = browser.post(f"/api/v1{address}", json=form, headers=program)
        assert by_program.status_code == status
        assert by_program.get_json()["code"] == status
        assert browser.get(address).status_code == 200
        ready = browser.get("/readyz").get_json()
        assert ready["wrong"]["database"] == f"Nothing can be written: {cause}."
    assert count_of_ideas() == 0
    assert browser.post(address, data=form).status_code == 303
    assert count_of_ideas() == 1
    assert is_whole()


def count_of_ideas() -> int:
    return db.session.scalar(select(func.count()).where(Idea.title == TITLE)) or 0


def is_whole() -> bool:
    if not on_sqlite():
        return True
    return str(db.session.scalar(text("PRAGMA integrity_check"))) == "ok"


def test_secrets_are_not_written_on_the_page_of_a_refusal(
    client: ForgetfulClient,
) -> None:
    typed = {"email": "a@example.org", "password": "a long and secret one"}
    client.get("/sign-in")
    with no_room():
        page = client.post("/sign-in", data=typed).get_data(as_text=True)
    assert "a long and secret one" not in page


# What is read half is left to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_files_are_kept_whole_or_not_at_all(
    signed_in: Callable[[Person], ForgetfulClient],
) -> None:
    send_files(signed_in)
    gc.collect()


def send_files(signed_in: Callable[[Person], ForgetfulClient]) -> None:
    browser = signed_in(a_person())
    browser.get("/me/profile")
    files = {"picture": ("me.png", picture(1_000), "image/png")}
    large = requests.Request("POST", "http://localhost/", files=files).prepare()
    with no_room():
        refused = browser.post("/me/picture", data={"picture": (picture(40), "me.png")})
        assert refused.status_code == 507
        spooled = browser.post("/me/picture", data=large.body, headers=large.headers)
        assert spooled.status_code == 507, "it is too large to be held in memory"
        assert browser.get("/me/profile").status_code == 200
    assert (
        browser.post(
            "/me/picture", data={"picture": (picture(40), "me.png")}
        ).status_code
        == 303
    )


@pytest.mark.parametrize("folder", ["files", ""], ids=["files", "all of the data"])
def test_where_no_file_may_be_made_people_and_operators_are_told(
    signed_in: Callable[[Person], ForgetfulClient],
    settings: Settings,
    tmp_path: Path,
    folder: str,
) -> None:
    browser = signed_in(a_person())
    browser.get("/me/profile")
    data = tmp_path / "data"
    if folder:
        data.mkdir()
    (data / folder).symlink_to(NOBODYS, target_is_directory=True)
    use(settings.model_copy(update={"data_dir": data}))
    refused = browser.post("/me/picture", data={"picture": (picture(40), "me.png")})
    assert refused.status_code == 503
    assert "nothing written at the moment" in refused.get_data(as_text=True)
    assert browser.get("/me/profile").status_code == 200
    assert "disk" in browser.get("/readyz").get_json()["wrong"]
    use(settings)
    kept = browser.post("/me/picture", data={"picture": (picture(40), "me.png")})
    assert kept.status_code == 303


def picture(width: int) -> io.BytesIO:
    """Of noise, so that it is as large as it can be."""
    written = io.BytesIO()
    Image.effect_noise((width, width), 90).save(written, "PNG")
    written.seek(0)
    return written


# Whoosh leaves a file open when it cannot read or write it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.sqlite
def test_an_index_without_room_learns_later(
    client: ForgetfulClient, work: Callable[[], int], relay_all: Callable[[], int]
) -> None:
    an_idea("Read me my balance aloud")
    work()
    an_idea("Read me my savings aloud")
    relay_all()
    with no_room():
        assert search_jobs.index_changes() == 0
    assert "balance" in client.get("/search?q=balance").get_data(as_text=True)
    work()
    assert not find_drift()
    gc.collect()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.sqlite
@pytest.mark.parametrize("how", ["pointer", "truncated", "stale locks"])
def test_a_hurt_index_is_no_page_less_and_ends_equal(
    client: ForgetfulClient, work: Callable[[], int], how: str
) -> None:
    """Deleted, and garbage throughout: see tests/search/test_on_disk.py."""
    an_idea("Read me my balance aloud")
    work()
    match how:
        case "pointer":
            (places.folder() / places.POINTER).write_text('{"folder": 7')
        case "truncated":
            for file in places.index_folder().iterdir():
                file.write_bytes(file.read_bytes()[:40])
        case _:
            for name in (places.MAKING, "MAIN_WRITELOCK"):
                (places.index_folder() / name).touch()
                (places.folder() / name).touch()
    assert client.get("/search?q=balance").status_code == 200
    if how != "stale locks":
        latest.forget()
        assert "search" in client.get("/readyz").get_json()["wrong"]
    an_idea("Read me my savings aloud")
    work()
    assert not find_drift()
    assert "savings" in client.get("/search?q=savings").get_data(as_text=True)
    gc.collect()


def test_whoever_comes_while_many_wait_is_told_soon(app: Flask) -> None:
    with patience.in_line() as of_worker:
        assert of_worker == patience.LONGEST
    with app.test_request_context():
        with patience.in_line() as first:
            assert first == patience.LONGEST
            at = next(iter(patience._waiting.values()))
            patience._waiting[-1] = at
            assert patience.patience_at(at) == patience.SOON
            stuck = at + patience.STUCK_AFTER + 1
            assert patience.patience_at(stuck) == patience.AT_ONCE
            patience._waiting.pop(-1)
        assert patience.patience_at(at) == patience.LONGEST


@pytest.mark.postgres
def test_a_connection_that_is_lost_costs_one_request_at_most(
    client: ForgetfulClient,
) -> None:
    address = f"/projects/{a_project().slug}/ideas"
    assert client.get(address).status_code == 200
    cut_off_the_last()
    assert client.get(address).status_code in {200, 503}
    assert client.get(address).status_code == 200
