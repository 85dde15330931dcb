"""Whoever looks after the site hears what is wrong, and nobody else hears more."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from cocreate.config import Settings, current, use
from cocreate.health import jobs, policy, readiness
from cocreate.health.policy import WORKER
from cocreate.health.readiness import latest
from cocreate.kernel import audit, mail, migrate, outbox, push
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.heartbeats import last_beat
from cocreate.kernel.mail import Letter
from cocreate.kernel.traffic import KEPT, SHED, Traffic
from cocreate.kernel.transaction import transaction
from cocreate.search.models import SearchChange
from tests.client import ForgetfulClient
from tests.factories import a_person, an_idea
from tests.pushing import FarBrowser

FIGURE = re.compile(r"^(\w+(?:\{[^}]*\})?) (\S+)$", re.MULTILINE)
TO_B = Letter.to_address == "b@example.org"
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    latest.forget()
    yield
    latest.forget()


@pytest.fixture
def healthy(work: Callable[[], int]) -> None:
    """A worker is at work, and its clock runs."""
    work()
    jobs.say_that_the_clock_runs()


def wrong(client: ForgetfulClient) -> set[str]:
    latest.forget()
    return set(client.get("/readyz").get_json()["wrong"])


def figures(client: ForgetfulClient) -> dict[str, float]:
    latest.forget()
    said = client.get("/metrics").get_data(as_text=True)
    return {name: float(figure) for name, figure in FIGURE.findall(said)}


@pytest.mark.usefixtures("healthy")
def test_a_healthy_house_says_so_by_one_look_a_second(
    client: ForgetfulClient,
    queries: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readiness, "FRESH_SECONDS", 60.0)  # this machine may be busy
    assert client.get("/healthz").get_data() == b"ok\n"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.get_json()) == (
        200,
        {"status": "ready", "wrong": {}},
    )
    with queries(at_most=0):
        assert client.get("/readyz").get_json() == answer.get_json()
        assert client.get("/healthz").status_code == 200


def test_what_is_late_is_named_and_people_are_served(
    client: ForgetfulClient, settings: Settings, work: Callable[[], int]
) -> None:
    assert wrong(client) == {"worker", "clockwork", "search"}, "nobody was at work yet"
    work()
    jobs.say_that_the_clock_runs()
    use(settings.model_copy(update={"mail_url": "smtp://127.0.0.1:9"}))
    an_idea()
    to = {"to_address": "a@example.org", "to_name": ""}
    mail.post(subject="Hello", text="Hi.", **to)
    far = FarBrowser("https://push.example.org/1").address
    push.write([far], title="Hello", body="Hi.", link="/ideas/1", **to)
    assert wrong(client) == set()
    with time_machine.travel(now() + timedelta(minutes=6)):
        late = {"worker", "clockwork", "search", "events", "mail", "browsers"}
        assert wrong(client) >= late
        seen = figures(client)
        assert client.get("/readyz").status_code == 200
    assert seen["cocreate_events_waiting"] >= 1
    assert seen["cocreate_letters_waiting"] == seen["cocreate_pushes_waiting"] == 1
    assert 360 <= seen['cocreate_age_seconds{of="oldest_letter"}'] < 420
    assert seen['cocreate_check{check="mail"}'] == 0
    assert seen['cocreate_check{check="database"}'] == 1


@pytest.mark.usefixtures("healthy")
def test_a_clock_that_was_put_back_is_told_and_heals(
    client: ForgetfulClient, settings: Settings, work: Callable[[], int]
) -> None:
    before = last_beat(WORKER)
    an_idea()
    use(settings.model_copy(update={"mail_url": "smtp://127.0.0.1:9"}))
    mail.post(to_address="b@example.org", to_name="", subject="Hello", text="Hi.")
    with time_machine.travel(now() - timedelta(hours=2)):
        assert "clock" in wrong(client)
        work()
        jobs.say_that_the_clock_runs()
        assert last_beat(WORKER) != before
        assert outbox.backlog().waiting == 0, "it was delivered, two hours early"
        assert db.session.scalars(select(Letter.tries).where(TO_B)).all() == [1]
        expected = set() if current().on_sqlite else {"clock"}
        assert wrong(client) == expected, "PostgreSQL's clock is still another"


@pytest.mark.usefixtures("healthy")
def test_a_backup_that_no_other_followed_is_told(client: ForgetfulClient) -> None:
    assert 'cocreate_age_seconds{of="backup"}' not in figures(client)
    with audit.asked_by_operator("backup"), transaction():
        audit.note_act("backed_up")
    with time_machine.travel(now() + timedelta(days=7)):
        assert "backup" not in wrong(client)
    with time_machine.travel(now() + timedelta(days=9)):
        assert "backup" in wrong(client)
        assert figures(client)['cocreate_age_seconds{of="backup"}'] > 700_000
        assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("healthy")
def test_a_disk_that_will_soon_be_full_is_told(
    client: ForgetfulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = figures(client)["cocreate_disk_free_bytes"]
    monkeypatch.setattr(policy, "LEAST_FREE", 2 * left)
    assert wrong(client) == {"disk"}
    assert client.get("/readyz").status_code == 200


@pytest.mark.usefixtures("healthy")
def test_a_database_of_another_version_is_not_served(
    app: Flask, client: ForgetfulClient
) -> None:
    assert migrate.why_not_ready(app) is None
    stands_at("0001")
    try:
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert set(answer.get_json()["wrong"]) == {"migrations"}
    finally:
        stands_at(migrate.newest())


def stands_at(revision: str) -> None:
    db.session.connection().execute(
        text("UPDATE alembic_version SET version_num = :at"), {"at": revision}
    )
    db.session.commit()


def test_figures_are_for_this_machine_or_by_a_token_alone(
    client: ForgetfulClient, settings: Settings
) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base=ELSEWHERE).status_code == 404
    by_proxy = {"X-Forwarded-For": "192.0.2.7"}
    assert client.get("/metrics", headers=by_proxy).status_code == 404
    use(
        settings.model_copy(
            update={"metrics_token": type(settings.secret_key)("t" * 20)}
        )
    )
    assert client.get("/metrics").status_code == 404
    given = {"Authorization": f"Bearer {'t' * 20}", **by_proxy}
    told = client.get("/metrics", headers=given, environ_base=ELSEWHERE)
    assert told.status_code == 200
    assert client.get("/readyz", environ_base=ELSEWHERE).status_code == 200


def test_requests_are_counted_by_kind_and_name_nobody(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    idea = an_idea("A quokka in every kitchen", author=a_person("Zebulon Quist"))
    before = figures(client)
    client.get(f"/ideas/{idea.id}")
    client.get("/search?q=quokka")
    client.get("/nowhere-at-all")
    work()
    after = figures(client)
    grown = {name for name, figure in after.items() if figure > before.get(name, 0)}
    assert 'cocreate_requests_total{route="ideas",status="2xx"}' in grown
    assert 'cocreate_requests_total{route="search",status="2xx"}' in grown
    assert 'cocreate_requests_total{route="nowhere",status="4xx"}' in grown
    assert 'cocreate_request_seconds_bucket{le="+Inf",route="ideas"}' in grown
    said = client.get("/metrics").get_data(as_text=True)
    assert not re.search("quokka|quist|nowhere-at-all", said, re.IGNORECASE)
    assert len(after) < 800


def test_every_answer_has_a_number_of_its_own(client: ForgetfulClient) -> None:
    numbers = [client.get("/healthz").headers["X-Request-Id"] for _ in range(2)]
    given = {"X-Request-Id": "mine"}
    numbers.append(client.get("/healthz", headers=given).headers["X-Request-Id"])
    assert len({*numbers, "mine"}) == 4, "a number is believed of a proxy alone"


def test_processes_count_together_and_who_comes_after_one_goes_on() -> None:
    traffic = Traffic(["ideas"], processes=2)

    def count_and_end() -> None:
        child = os.fork()
        if not child:
            traffic.count("ideas", "200", 0.02)
            traffic.use_connections(1)
            os._exit(0)
        os.waitpid(child, 0)

    for _ in range(traffic.places + 5):
        count_and_end()
    traffic.count("ideas", "503", 20)
    ideas, kept = (one for one in traffic.routes() if one.name in {"ideas", KEPT})
    assert ideas.answered["2xx"] == traffic.places + 5
    assert ideas.answered["503"] == 1
    assert sum(ideas.by_duration) == traffic.places + 6
    assert ideas.by_duration[-1] == 1
    assert not any(kept.answered.values())
    assert traffic.connections() == 0, "those of the dead are closed"
    assert SHED in traffic.names


def test_what_the_index_has_yet_to_learn_is_told(client: ForgetfulClient) -> None:
    an_idea()
    db.session.commit()
    assert outbox.relay_all() > 0
    assert (
        figures(client)["cocreate_search_changes_waiting"]
        == db.session.query(SearchChange).count()
    )
