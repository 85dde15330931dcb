"""One thing done to every picked idea, with what became of each."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from cocreate.ideas import actions as ideas_actions
from cocreate.ideas import queries as ideas
from cocreate.ideas.status import Status
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.forms import ProductForm, Shown
from cocreate.kernel.ids import IdeaId, VerdictId
from cocreate.kernel.transaction import writes
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects
from cocreate.triage import actions, queries
from cocreate.triage.acts import Act
from cocreate.triage.forms import (
    AssigneeForm,
    DeclineForm,
    PickedForm,
    RouteForm,
    SnoozeForm,
    StatusForm,
    TagsForm,
)
from cocreate.triage.registry import BY_NAME, DeskAction
from cocreate.triage.views.blueprint import bp
from cocreate.triage.views.desk import render_desk

Judge = Callable[[IdeaId], None]
PREFIX = "all_"
FORMS: dict[str, type[ProductForm]] = {
    "tag": TagsForm,
    "assign": AssigneeForm,
    "route": RouteForm,
    "snooze": SnoozeForm,
    "decline": DeclineForm,
}


@bp.post("/projects/<slug>/triage/picked")
@open_to(Audience.TEAM)
@writes
def judge_many(slug: str) -> ResponseReturnValue:
    """Judge each by itself: what is refused of one is said, and the others are done."""
    picked = PickedForm(request.form)
    wrong = {} if picked.validate() else picked.first_errors
    wrong |= wrong_among(given())
    if wrong:
        return refuse(slug, wrong), 422
    action = BY_NAME[picked.act.data]
    form = form_for(action)
    if not form.validate():
        return refuse(slug, prefixed(form.first_errors)), 422
    since = now()
    refused = actions.to_each(picked.idea_ids, judge_of(action, form))
    done = queries.verdicts_since(current_actor(), picked.idea_ids, since)
    return render_picked(slug, action.words, done, refused, picked.idea_ids)


def given() -> dict[str, str]:
    """What stands in the fields for all."""
    return {
        name.removeprefix(PREFIX): words
        for name, words in request.form.items()
        if name.startswith(PREFIX)
    }


def wrong_among(typed: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with any of them that is filled in, whatever is to be done."""
    status = StatusForm({"status": Status.NEW, "note": typed.get("note", "")})
    found: dict[str, str] = {}
    for form in (status, *(form(typed) for form in FORMS.values())):
        if not form.validate():
            found |= {
                key: why for key, why in form.first_errors.items() if typed.get(key)
            }
    return prefixed(found)


def prefixed(wrong: Mapping[str, str]) -> dict[str, str]:
    return {f"{PREFIX}{name}": why for name, why in wrong.items()}


def form_for(action: DeskAction) -> ProductForm:
    """The action's own form, filled with what stands in the fields for all."""
    typed = given()
    if action.status:
        return StatusForm({"status": action.status, "note": typed.get("note", "")})
    return FORMS[action.name](typed)


def refuse(slug: str, wrong: Mapping[str, str]) -> str:
    values: dict[str, Any] = {**request.form, "pick": request.form.getlist("pick")}
    return render_desk(slug, None, Shown(values, wrong))


def judge_of(action: DeskAction, form: Any) -> Judge:
    """What is done to one idea."""
    actor = current_actor()

    def judge(key: IdeaId) -> None:
        if action.name == "decline":
            actions.decline_idea(actor, key, reason=form.reason.data)
            return
        with actions.judging(actor, key, act_of(action)):
            match action.name:
                case "tag":
                    names = ideas.get_idea(actor, key).tag_names.splitlines()
                    ideas_actions.tag_idea(actor, key, names=(*names, *form.names))
                case "assign":
                    ideas_actions.assign_idea(actor, key, assignee_id=form.person_id)
                case "route":
                    actions.route_idea(
                        actor,
                        key,
                        department_id=form.department_id,
                        due_on=form.due_on.data,
                    )
                case "snooze":
                    actions.snooze_idea(
                        actor, key, until_at=form.until_at, why=form.why.data
                    )
                case _:
                    ideas_actions.change_status(
                        actor, key, to=form.chosen, note=form.note.data
                    )

    return judge


def act_of(action: DeskAction) -> Act:
    return Act.STATUS if action.status else Act(action.name)


def render_picked(
    slug: str,
    words: str,
    done: Any,
    refused: Any,
    keys: list[IdeaId],
    *,
    undone: int = 0,
) -> str:
    actor = current_actor()
    return render_template(
        "triage/picked.html",
        project=projects.get_heading(actor, slug),
        words=words,
        done=done,
        refused=refused,
        titles=ideas.titles(actor, keys),
        undone=undone,
        same=len({*keys}) - len(done) - len(refused),
        queue=request.form.get("queue") or "waiting",
    )


@bp.post("/projects/<slug>/triage/picked/withdraw")
@open_to(Audience.TEAM)
@writes
def undo_many(slug: str) -> ResponseReturnValue:
    """Undo what was done to many; what cannot be undone of one is said."""
    actor = current_actor()
    keys = [VerdictId(key) for key in request.form.getlist("verdict", type=int)]
    asked = queries.verdicts_among(actor, keys)
    refused = actions.to_each(keys, lambda key: actions.undo_verdict(actor, key))
    at = {one.id: one.idea_id for one in asked}
    said = [
        one._replace(key=at[VerdictId(one.key)]) for one in refused if one.key in at
    ]
    undone = len(asked) - len(said)
    return render_picked(slug, "Undone", [], said, [*at.values()], undone=undone)
