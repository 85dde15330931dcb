"""What a member has to test on, on their own page."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions, queries
from cocreate.beta.forms import DeviceForm
from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.guessing import guessed
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.form_pages import form_on
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import DeviceId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor

ADDED = "Kept. It is offered wherever you apply."


@bp.get("/me/devices")
@open_to(Audience.MEMBERS)
def devices() -> str:
    return render_devices(DeviceForm(data=guessed()))


def render_devices(form: DeviceForm, **wrong: str) -> str:
    return render_template(
        "beta/devices.html",
        devices=queries.own_devices(current_actor()),
        platforms=PLATFORM_NAMES,
        form=shown(form, **wrong),
    )


@bp.post("/me/devices")
@open_to(Audience.MEMBERS)
@writes
def add_device() -> ResponseReturnValue:
    form = DeviceForm(request.form)
    try:
        form.require_valid()
        actions.add_device(current_actor(), form.draft())
    except InvalidError as refusal:
        return render_devices(form, **refusal.fields), 422
    flash(ADDED, "good")
    return redirect(url_for("beta.devices"), 303)


@bp.post("/devices/<int:device_id>/removal")
@form_on("beta.devices")
@open_to(Audience.MEMBERS)
@writes
def retire_device(device_id: int) -> ResponseReturnValue:
    actions.retire_device(current_actor(), DeviceId(device_id))
    return redirect(url_for("beta.devices"), 303)
