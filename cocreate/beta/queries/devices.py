"""Questions about what a tester has to test on. Its owner alone asks."""

from collections.abc import Sequence

from sqlalchemy import select

from cocreate.beta.drafts import DeviceDraft
from cocreate.beta.models import Device
from cocreate.kernel.db import db
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.ids import DeviceId, PersonId
from cocreate.kernel.policy import Actor


def own_devices(actor: Actor) -> Sequence[Device]:
    """The actor's devices, the newest first."""
    return db.session.scalars(
        select(Device)
        .where(Device.person_id == actor.person_id, Device.retired_at.is_(None))
        .order_by(Device.added_at.desc(), Device.id.desc())
    ).all()


def get_own_device(actor: Actor, device_id: DeviceId) -> Device:
    device = db.session.scalar(
        select(Device).where(
            Device.id == device_id, Device.person_id == actor.person_id
        )
    )
    if device is None:
        raise NotFoundError
    return device


def find_device(person_id: PersonId, draft: DeviceDraft) -> Device | None:
    """The same device, whether they still have it or not."""
    return db.session.scalar(
        select(Device).where(
            Device.person_id == person_id,
            Device.platform == draft.platform,
            Device.model == draft.model,
            Device.os_version == draft.os_version,
        )
    )
