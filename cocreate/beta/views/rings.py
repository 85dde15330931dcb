"""How a build goes from a few testers to all: planned, stopped, gone back from."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.beta import actions
from cocreate.beta.forms import HaltForm, RollBackForm, RolloutForm
from cocreate.beta.views.blueprint import bp
from cocreate.beta.views.builds import render_build
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm
from cocreate.kernel.ids import BuildId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor


@bp.post("/builds/<int:build_id>/rollout")
@open_to(Audience.TEAM)
@writes
def plan(build_id: int) -> ResponseReturnValue:
    form = RolloutForm(request.form)

    def begin() -> None:
        actions.plan_rollout(current_actor(), BuildId(build_id), form.draft())

    return done_with(build_id, form, begin, "It reaches them step by step.")


@bp.post("/builds/<int:build_id>/rollout/pause")
@open_to(Audience.TEAM)
@writes
def pause_rollout(build_id: int) -> ResponseReturnValue:
    actions.pause_rollout(current_actor(), BuildId(build_id))
    return back_to(build_id, "Nobody else gets it until you let it go on.")


@bp.post("/builds/<int:build_id>/rollout/pause/withdraw")
@open_to(Audience.TEAM)
@writes
def release_rollout(build_id: int) -> ResponseReturnValue:
    actions.release_rollout(current_actor(), BuildId(build_id))
    return back_to(build_id, "It has gone on to its next step.")


@bp.post("/builds/<int:build_id>/halt")
@open_to(Audience.TEAM)
@writes
def halt(build_id: int) -> ResponseReturnValue:
    form = HaltForm(request.form)

    def stop() -> None:
        reason = form.halt_reason.data
        actions.halt_build(current_actor(), BuildId(build_id), reason=reason)

    return done_with(build_id, form, stop, "Nobody is given it for now.")


@bp.post("/builds/<int:build_id>/halt/withdraw")
@open_to(Audience.TEAM)
@writes
def resume(build_id: int) -> ResponseReturnValue:
    actions.resume_build(current_actor(), BuildId(build_id))
    return back_to(build_id, "Those who had it can download it again.")


@bp.post("/builds/<int:build_id>/return")
@open_to(Audience.TEAM)
@writes
def roll_back(build_id: int) -> ResponseReturnValue:
    form = RollBackForm(request.form)

    def go_back() -> None:
        actions.roll_back(
            current_actor(),
            BuildId(build_id),
            to_id=BuildId(form.to_id.data),
            reason=form.return_reason.data,
        )

    return done_with(build_id, form, go_back, "They have the former build again.")


def done_with(
    build_id: int, form: ProductForm, act: Callable[[], Any], said: str
) -> ResponseReturnValue:
    try:
        form.require_valid()
        act()
    except InvalidError as refusal:
        return render_build(BuildId(build_id), form=form, **refusal.fields), 422
    return back_to(build_id, said)


def back_to(build_id: int, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("beta.build", build_id=build_id), 303)
