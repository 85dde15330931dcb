"""Which browsers show what happens: those that were asked to and are signed in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from cocreate.kernel import push
from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.kernel.ids import PersonId
from cocreate.kernel.policy import Actor
from cocreate.notices.models import Browser
from cocreate.people.browsers import browser_name
from cocreate.people.models import SignIn


class OwnBrowser(NamedTuple):
    """A browser as its owner knows it."""

    id: int
    name: str
    asked_at: datetime
    sign_in_id: int


def browsers_of(actor: Actor) -> list[OwnBrowser]:
    """Where the actor is shown what happens, the latest first."""
    query = open_browsers(
        Browser.id, SignIn.user_agent, Browser.asked_at, Browser.sign_in_id
    ).where(Browser.person_id == actor.person_id)
    order = (Browser.asked_at.desc(), Browser.id.desc())
    rows = db.session.execute(query.order_by(*order))
    return [OwnBrowser(key, browser_name(agent), *rest) for key, agent, *rest in rows]


def addresses_of(person_id: PersonId) -> list[push.Address]:
    """Where the browsers of a person take words from."""
    columns = (Browser.endpoint, Browser.key, Browser.secret)
    query = open_browsers(*columns).where(Browser.person_id == person_id)
    rows = db.session.execute(query.order_by(Browser.id))
    return [push.Address(endpoint=at, key=key, secret=own) for at, key, own in rows]


def who_has_browsers(among: Iterable[PersonId]) -> frozenset[PersonId]:
    """Those of the people who are shown things in a browser."""
    query = open_browsers(Browser.person_id).where(Browser.person_id.in_([*among]))
    return frozenset(db.session.scalars(query))


def open_browsers(*columns: Any) -> AnySelect:
    """Those that are signed in still, and know us by the key we have."""
    return (
        select(*columns)
        .join(SignIn, SignIn.id == Browser.sign_in_id)
        .where(SignIn.expires_at > now(), Browser.asked_as == push.public_key())
    )
