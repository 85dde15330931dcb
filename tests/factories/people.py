"""People of every role, and who they are when they act."""

from itertools import count

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.policy import Actor, Role, Trust
from cocreate.people.models import Person
from cocreate.people.named import Named
from cocreate.people.passwords import hashed
from cocreate.people.queries import suspended

numbers = count(1)


def a_person(
    name: str = "Ada Lovelace",
    *,
    role: Role = Role.CUSTOMER,
    verified: bool = True,
    suspended: bool = False,
    named: Named = Named.NAME,
) -> Person:
    person = Person(
        name=name,
        email=f"person{next(numbers)}@example.org",
        role=role,
        credited_as=named,
        verified_at=now() if verified else None,
        suspended_at=now() if suspended else None,
    )
    db.session.add(person)
    db.session.commit()
    return person


PASSWORD = "a lamp beside the sea"


def an_account(
    name: str = "Ada Lovelace", *, role: Role = Role.CUSTOMER, verified: bool = True
) -> Person:
    """A person who can sign in, with PASSWORD."""
    person = a_person(name, role=role, verified=verified)
    person.password_hash = hashed(PASSWORD)
    db.session.commit()
    return person


def a_product_manager(name: str = "Grace Hopper") -> Person:
    return a_person(name, role=Role.PRODUCT_MANAGER)


def an_employee(name: str = "Rosalind Franklin") -> Person:
    return a_person(name, role=Role.EMPLOYEE)


def a_moderator(name: str = "Mary Seacole") -> Person:
    return a_person(name, role=Role.MODERATOR)


def actor_of(person: Person) -> Actor:
    return Actor(
        person_id=person.id,
        role=person.role,
        is_verified=person.verified_at is not None,
        is_suspended=suspended(person.suspended_at, person.suspended_until),
        trust=Trust(person.trust),
    )
