"""How a test applies for a seat, and sees what came of it."""

from cocreate.beta import actions, queries
from cocreate.beta.drafts import Application, ProgrammeDraft
from cocreate.beta.kinds import Place
from cocreate.beta.models import Enrolment, Programme
from cocreate.kernel.db import db
from cocreate.kernel.transaction import transaction
from cocreate.people.models import Person
from tests.factories import actor_of


def apply(programme: Programme, person: Person, *, version: int = 1) -> Enrolment:
    application = Application(device="Pixel 8", terms_version=version)
    with transaction():
        return actions.apply_for_seat(actor_of(person), programme.id, application)


def place_of(programme: Programme, person: Person) -> Place | None:
    db.session.rollback()
    enrolment = queries.find_enrolment(programme.id, person.id)
    return enrolment.place if enrolment else None


def with_seats(programme: Programme, seats: int) -> ProgrammeDraft:
    return ProgrammeDraft(
        name=programme.name, about="", terms=programme.terms, seats=seats
    )
