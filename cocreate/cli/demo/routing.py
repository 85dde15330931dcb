"""Tell which departments there are, what waits for each, and what was put off."""

from datetime import datetime, time, timedelta

from sqlalchemy import select

from cocreate.cli.demo.shaping import daan
from cocreate.cli.demo.world import World
from cocreate.ideas.actions import assign_idea
from cocreate.kernel.clock import from_local, today
from cocreate.kernel.db import db
from cocreate.kernel.ids import DepartmentId
from cocreate.kernel.outbox import take_back
from cocreate.triage.actions import (
    judging,
    make_department,
    route_idea,
    snooze_idea,
    staff_department,
    undo_verdict,
)
from cocreate.triage.acts import Act
from cocreate.triage.models import Verdict
from cocreate.triage.queries import verdicts_on

DEPARTMENTS = {
    "Branches and telephone": ("henrik", "yusuf"),
    "Design": ("priya", "sofia"),
    "Engineering": ("tomasz", "daan"),
    "Legal": ("clara",),
}
ROUTED = {
    "widget-left": ("Design", None, None),
    "where-refund": ("Legal", "clara", 4),
}
PUT_OFF = "month-by-roster"
WHY = "We talk about it when the calendar of the month is planned."
DAYS = 12


def tell_desk(world: World) -> None:
    """What lies on the desk today, and the log of how it came there."""
    departments = {
        name: make(world, name, members) for name, members in DEPARTMENTS.items()
    }
    for key, (name, owner, days) in ROUTED.items():
        with judging(daan(world), world.ideas[key], Act.ROUTE):
            route_idea(
                daan(world),
                world.ideas[key],
                department_id=departments[name],
                owner_id=world.people[owner] if owner else None,
                due_on=today() + timedelta(days=days) if days else None,
            )
    put_off_and_think_again(world)
    for key in db.session.scalars(select(Verdict.hold_key)).all():
        take_back(key)  # the story tells what people are told


def make(world: World, name: str, members: tuple[str, ...]) -> DepartmentId:
    made = make_department(daan(world), name=name)
    people = [world.people[key] for key in members]
    staff_department(daan(world), made, person_ids=people)
    return made


def put_off_and_think_again(world: World) -> None:
    """One is put off; another was put off in haste, which was undone."""
    actor, later = daan(world), world.ideas[PUT_OFF]
    until = datetime.combine(today() + timedelta(days=DAYS), time())
    with judging(actor, later, Act.SNOOZE):
        snooze_idea(actor, later, until_at=from_local(until), why=WHY)
    hasty = world.ideas["widget-left"]
    with judging(actor, hasty, Act.SNOOZE):
        snooze_idea(actor, hasty, until_at=from_local(until))
    undo_verdict(actor, verdicts_on(actor, hasty)[0].id)
    with judging(actor, hasty, Act.ASSIGN):
        assign_idea(actor, hasty, assignee_id=actor.person_id)
