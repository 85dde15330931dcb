"""What a tester has to test on: said once, used wherever they apply."""

from sqlalchemy import delete, select, update

from cocreate.beta.drafts import DeviceDraft
from cocreate.beta.models import Device, Enrolment, ScreeningAnswer
from cocreate.beta.queries.devices import find_device, get_own_device, own_devices
from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import DeviceId, PersonId
from cocreate.kernel.policy import Actor

MOST_DEVICES = 20


def add_device(actor: Actor, draft: DeviceDraft) -> Device:
    """Keep a device of the actor's; the same one twice is one."""
    device = find_device(actor.person_id, draft)
    if device is None and len(own_devices(actor)) >= MOST_DEVICES:
        most = f"{MOST_DEVICES} devices are the most. Take one away first."
        raise InvalidError({"device": most})
    if device is None:
        put_device(actor.person_id, draft)
        device = find_device(actor.person_id, draft)
    assert device is not None
    device.retired_at = None
    return device


def put_device(person_id: PersonId, draft: DeviceDraft) -> None:
    db.session.execute(
        insert_into(Device)
        .values(
            person_id=person_id,
            platform=draft.platform,
            model=draft.model,
            os_version=draft.os_version,
            added_at=now(),
        )
        .on_conflict_do_nothing()
    )


def retire_device(actor: Actor, device_id: DeviceId) -> None:
    """Have it no more. Places that were taken with it keep its name."""
    device = get_own_device(actor, device_id)
    device.retired_at = device.retired_at or now()


def forget_tester(person_id: PersonId) -> None:
    """Keep nothing of what somebody tested on, or answered, whose account is gone."""
    theirs = select(Enrolment.id).where(Enrolment.person_id == person_id)
    db.session.execute(
        delete(ScreeningAnswer).where(ScreeningAnswer.enrolment_id.in_(theirs))
    )
    db.session.execute(
        update(Enrolment)
        .where(Enrolment.person_id == person_id)
        .values(device_id=None, device="", why="")
    )
    db.session.execute(delete(Device).where(Device.person_id == person_id))
