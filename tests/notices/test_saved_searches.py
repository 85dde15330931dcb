"""Searches are saved with a name, tell at the reader's pace, and can be changed."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from cocreate.ideas.actions import change_status, respond, tag_idea
from cocreate.ideas.models import Idea
from cocreate.ideas.status import Status
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.policy import Role
from cocreate.notices.actions import edit_search, follow_search
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice
from cocreate.notices.pace import Pace
from cocreate.notices.queries import is_following_search, searches_of
from cocreate.notices.subscribers.followings import VOTED
from cocreate.people.models import Person
from cocreate.votes.actions import cast_vote
from tests.api.test_api import bearer, send
from tests.client import ForgetfulClient
from tests.factories import a_person, a_product_manager, a_project, actor_of, an_idea
from tests.ideas.test_internal_statuses import keeping, moved
from tests.notices.test_following import told
from tests.walking import Walker

Walk = Callable[[Person], Walker]


def test_a_saved_search_with_operators_tells_of_what_comes_to_fit(
    work: Callable[[], int],
) -> None:
    project, team = a_project(), actor_of(a_product_manager())
    readers = {
        typed: a_person()
        for typed in (
            "wombat status:planned",
            "tag:animals",
            '"wombat for everybody" -kangaroo',
            "wombat -everybody",
            "is:answered by:customers",
            "by:team",
        )
    }
    for typed, reader in readers.items():
        follow_search(actor_of(reader), typed, None)
        assert is_following_search(actor_of(reader), f" {typed.upper()}  ", None)
    db.session.commit()

    def heard() -> set[str]:
        work()
        return {typed for typed, one in readers.items() if told(one) == [Kind.FOUND]}

    idea = an_idea("A wombat for everybody", project=project)
    assert heard() == {'"wombat for everybody" -kangaroo'}
    tag_idea(team, idea.id, names=["Animals"])
    db.session.commit()
    assert heard() == {'"wombat for everybody" -kangaroo', "tag:animals"}
    change_status(team, idea.id, to=Status.PLANNED)
    respond(team, idea.id, body="In spring.")
    db.session.commit()
    assert heard() == {*readers} - {"wombat -everybody", "by:team"}
    assert heard() == {*readers} - {"wombat -everybody", "by:team"}, "and no more"


SPOKEN = {
    "Karte sperren": ("Die Karten sofort sperren", "Ich möchte das mit dem Telefon."),
    "Öle": ("Das Öl ist teuer", "Und ich kaufe es nicht auf dem Markt."),
    "compte joint": ("Les comptes joints", "Je veux que nous puissions les voir."),
    "argent": ("Retirer de l'argent", "Avec mon téléphone, dans la rue, et la nuit."),
    "pagos": ("Un pago que no se puede anular", "Quiero ver los pagos de mi cuenta."),
    "rekening": ("Mijn rekeningen op een rij", "Ik wil dat het niet met de hand moet."),
    "conto": ("Il conto non si apre", "Quando sono con gli amici non vedo il conto."),
    "replies -wombat": ("A reply to my letter", "I have had none from you."),
}


def test_a_saved_search_speaks_the_languages_of_what_it_finds(
    work: Callable[[], int],
) -> None:
    readers = {typed: a_person() for typed in SPOKEN}
    for typed, reader in readers.items():
        follow_search(actor_of(reader), typed, None)
    db.session.commit()
    for title, body in SPOKEN.values():
        an_idea(title, body=body)
    work()
    for typed, reader in readers.items():
        assert told(reader) == [Kind.FOUND], typed


def test_a_saved_search_never_tells_of_a_status_that_is_kept_inside(
    work: Callable[[], int],
) -> None:
    project = keeping(Status.BUILDING)
    customer, employee = a_person(), a_person(role=Role.EMPLOYEE)
    for reader in (customer, employee):
        follow_search(actor_of(reader), "status:building", project.slug)
    db.session.commit()
    moved(an_idea("A wombat", project=project), Status.PLANNED, Status.BUILDING)
    work()
    assert told(customer) == []


def test_a_search_is_saved_named_changed_and_deleted(walker: Walk) -> None:
    reader = a_person()
    walk = walker(reader)
    walk.visit("/search?q=wombat+status:planned").send("Follow")
    walk.visit("/notices/following").follow("Edit")
    page = walk.send("Save", q="wombat is:open", name="Animals", pace="never")
    assert "Animals" in page.text
    actor = actor_of(reader)
    (saved,) = searches_of(actor)
    assert (saved.name, saved.typed, saved.tells) == (
        "Animals",
        "wombat is:open",
        False,
    )
    assert is_following_search(actor, "is:open wombat", None)
    key = saved.key
    walk.visit(f"/notices/searches/edit?key={key}").send("Delete this search")
    assert searches_of(actor) == []


def test_a_search_that_is_changed_is_one_of_ones_own_and_asks_something(
    client: ForgetfulClient,
) -> None:
    reader = a_person()
    actor = actor_of(reader)
    follow_search(actor, "wombat", None)
    follow_search(actor, "kangaroo", None)
    db.session.commit()
    key = next(one.key for one in searches_of(actor) if one.typed == "wombat")
    with pytest.raises(InvalidError):
        edit_search(actor, key, typed="kangaroo", name="", tells=True)
    with pytest.raises(InvalidError):
        edit_search(actor, key, typed="?!", name="", tells=True)
    with pytest.raises(NotFoundError):
        edit_search(actor_of(a_person()), key, typed="wombat", name="", tells=True)
    kept = {"key": key, "q": "wombat is:open", "name": "Pets", "tells": False}
    token = bearer(reader)
    rows = send(client, "PATCH", "/me/searches", json=kept, headers=token).json["rows"]
    assert ("wombat is:open", "Pets") in [(row["q"], row["name"]) for row in rows]
    again = send(client, "PATCH", "/me/searches", json=kept, headers=token)
    assert again.status_code == 404, "what asks for something else has another key"
    assert send(client, "GET", "/me/searches", headers=token).json["rows"] == rows


def test_the_pace_of_a_search_is_chosen_by_the_interface_too(
    client: ForgetfulClient,
) -> None:
    reader = a_person()
    follow_search(actor_of(reader), "wombat", None)
    token, (saved,) = bearer(reader), searches_of(actor_of(reader))
    weekly = {"key": saved.key, "q": "wombat", "pace": "weekly"}
    answer = send(client, "PATCH", "/me/searches", json=weekly, headers=token)
    (row,) = answer.json["rows"]
    assert (row["pace"], row["tells"]) == ("weekly", True)
    hourly = weekly | {"pace": "hourly"}
    wrong = send(client, "PATCH", "/me/searches", json=hourly, headers=token)
    assert wrong.status_code == 422


def test_each_search_tells_at_its_own_pace_and_the_soonest_wins(
    work: Callable[[], int],
) -> None:
    patient, eager, usual, still = (a_person() for _ in range(4))
    for reader, paces in (
        (patient, {"wombat": Pace.WEEKLY}),
        (eager, {"wombat": Pace.WEEKLY, "everybody": Pace.NOW}),
        (usual, {"wombat": None}),
        (still, {"wombat": Pace.NEVER}),
    ):
        for typed, pace in paces.items():
            follow_search(actor_of(reader), typed, None)
            (key,) = [s.key for s in searches_of(actor_of(reader)) if s.typed == typed]
            edit_search(
                actor_of(reader), key, typed=typed, name="", tells=True, pace=pace
            )
    db.session.commit()
    an_idea("A wombat for everybody")
    work()
    due = {
        notice.person_id: notice.mail_due_at
        for notice in db.session.scalars(select(Notice).where(Notice.kind == "found"))
    }
    assert due.keys() == {patient.id, eager.id, usual.id}
    usually, late = due[usual.id], due[patient.id]
    assert due[eager.id] is None, "the letter is written"
    assert usually
    assert late
    assert usually <= late


def test_a_search_by_votes_tells_when_an_idea_comes_to_have_them(
    work: Callable[[], int],
) -> None:
    project = a_project()
    idea, liked = (an_idea(f"A {name}", project=project) for name in ("wombat", "emu"))
    for _ in range(2):
        cast_vote(actor_of(a_person()), liked.id)
    db.session.commit()
    VOTED.keep_now()
    reader = a_person()
    for typed in ("votes:>1", "wombat has:votes", "kangaroo votes:>1"):
        follow_search(actor_of(reader), typed, None)
    db.session.commit()

    def heard(voted: Idea) -> list[str]:
        cast_vote(actor_of(a_person()), voted.id)
        db.session.commit()
        VOTED.keep_now()
        kept = select(Notice.about).where(Notice.person_id == reader.id)
        return list(db.session.scalars(kept))

    assert heard(liked) == [], "it had them before"
    assert heard(idea) == [f"idea:{idea.id}"], "its first vote"
    assert heard(idea) == [f"idea:{idea.id}"], "and each idea once"
