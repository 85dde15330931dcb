"""The team says which customers it speaks of together."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.audit import unlogged
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import SegmentId
from cocreate.kernel.transaction import writes
from cocreate.people import actions, queries
from cocreate.people.queries import Ruling
from cocreate.people.rules import IN_WORDS, Matching
from cocreate.people.segment_forms import (
    MATCHINGS,
    SegmentForm,
    TypedRule,
    read_rules,
    rows_for,
    typed_rules,
    with_room,
)
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp


class Sent(NamedTuple):
    """A form as it came: its fields, its rows, and what they say if they are right."""

    form: Shown
    rows: Sequence[TypedRule]
    draft: actions.SegmentDraft | None


@bp.get("/segments")
@open_to(Audience.TEAM)
def segments() -> str:
    actor = current_actor()
    ruled = queries.rulings()
    return render_template(
        "people/segments.html",
        segments=queries.segments(actor),
        rulings=ruled,
        knows=bool(queries.attributes()),
    )


@bp.get("/segments/new")
@open_to(Audience.TEAM)
def new_segment() -> str:
    return segment_page(Sent(shown(SegmentForm()), (), None))


@bp.post("/segments")
@open_to(Audience.TEAM)
@writes
def make_segment() -> ResponseReturnValue:
    came = sent(request.form)
    try:
        segment = actions.make_segment(current_actor(), draft=right(came))
    except InvalidError as refusal:
        return segment_page(with_errors(came, refusal.fields)), 422
    flash("The segment is made.", "good")
    return redirect(url_for("people.segment", segment_id=segment.id), 303)


@bp.get("/segments/<int:segment_id>")
@open_to(Audience.TEAM)
def segment(segment_id: int) -> str:
    found = queries.get_segment(SegmentId(segment_id))
    rows = rows_for(queries.rulings(found.id)[found.id].rules)
    return segment_page(Sent(shown(SegmentForm(obj=found)), rows, None), segment_id)


@bp.post("/segments/<int:segment_id>")
@open_to(Audience.TEAM)
@writes
def edit_segment(segment_id: int) -> ResponseReturnValue:
    came = sent(request.form)
    try:
        actions.edit_segment(current_actor(), SegmentId(segment_id), draft=right(came))
    except InvalidError as refusal:
        return segment_page(with_errors(came, refusal.fields), segment_id), 422
    flash("The segment is saved, and its people gathered anew.", "good")
    return redirect(url_for("people.segment", segment_id=segment_id), 303)


@bp.post("/segments/preview")
@open_to(Audience.TEAM)
@unlogged
def preview_segment() -> ResponseReturnValue:
    """Whom the rules would let in as they stand in the form; nothing is kept."""
    return looked_at(sent(request.form))


@bp.post("/segments/<int:segment_id>/preview")
@open_to(Audience.TEAM)
@unlogged
def preview_changes(segment_id: int) -> ResponseReturnValue:
    return looked_at(sent(request.form), segment_id)


def looked_at(came: Sent, segment_id: int | None = None) -> ResponseReturnValue:
    return segment_page(came, segment_id), 200 if came.draft else 422


@bp.post("/segments/<int:segment_id>/withdraw")
@open_to(Audience.TEAM)
@writes
def remove_segment(segment_id: int) -> ResponseReturnValue:
    actions.remove_segment(current_actor(), SegmentId(segment_id))
    flash("The segment is gone. Its people are as they were.", "good")
    return redirect(url_for("people.segments"), 303)


def sent(submitted: Mapping[str, str]) -> Sent:
    """What was filled in; the rules stand beside the form, as many as there are."""
    form = SegmentForm(submitted)
    rows = typed_rules(submitted)
    read = read_rules(rows, queries.questions())
    if not form.validate() or read.wrong:
        return Sent(shown(form, **read.wrong), rows, None)
    draft = actions.SegmentDraft(
        name=form.name.data,
        about=form.about.data,
        ruling=Ruling(Matching(form.matching.data), read.rules),
    )
    return Sent(shown(form), rows, draft)


def right(came: Sent) -> actions.SegmentDraft:
    if came.draft is None:
        raise InvalidError(came.form.errors)
    return came.draft


def with_errors(came: Sent, wrong: Mapping[str, str]) -> Sent:
    return came._replace(form=Shown(came.form.values, {**came.form.errors, **wrong}))


def segment_page(came: Sent, segment_id: int | None = None) -> str:
    actor = current_actor()
    found = queries.get_segment(SegmentId(segment_id)) if segment_id else None
    return render_template(
        "people/segment.html",
        segment=found,
        form=came.form,
        rows=with_room(came.rows),
        questions=queries.questions(),
        comparisons=[(how.value, words) for how, words in IN_WORDS.items()],
        matchings=MATCHINGS,
        sample=queries.sample_of(actor, found.id) if found else [],
        preview=preview_of(came.draft),
    )


def preview_of(draft: actions.SegmentDraft | None) -> dict[str, Any] | None:
    """Whom rules that are not kept would let in."""
    if draft is None:
        return None
    return {
        "count": queries.count_meeting(draft.ruling),
        "sample": queries.sample_meeting(draft.ruling),
    }
