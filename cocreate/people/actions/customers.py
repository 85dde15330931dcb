"""Customers whom the company speaks for: people with an account, or known by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError

from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import PersonId, slug_of
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import tidy_line
from cocreate.people.actions.arrivals import Newcomer, import_people
from cocreate.people.queries import KNOWN_BY_NAME, find_by_email


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """Whom an employee heard: an address finds an account, a name is enough."""

    name: str
    email: str = ""
    organisation: str = ""


def known_customer(actor: Actor, customer: Customer) -> PersonId:
    """The person a customer is here; one known by name alone is noted once.

    Their name is for the company: such a person has no page and stands in no list.
    """
    require(actor.is_company, "The company speaks for customers.")
    if customer.email and (found := find_by_email(customer.email)):
        if found.role.is_company:
            raise InvalidError({"email": "Colleagues vote for themselves."})
        return found.id
    return note_customer(customer)


def note_customer(
    customer: Customer, *, known_since: datetime | None = None
) -> PersonId:
    """The person a customer is who is known by name alone, made once."""
    words = f"{customer.name} {customer.organisation} {customer.email}"
    origin = f"{KNOWN_BY_NAME}{slug_of(words)}"
    newcomer = Newcomer(
        origin=origin,
        name=customer.name,
        title=tidy_line(customer.organisation),
        joined_at=known_since,
    )
    try:
        with db.session.begin_nested():
            return import_people([newcomer])[origin]
    except IntegrityError:  # a colleague noted them at the same moment
        return import_people([newcomer])[origin]
