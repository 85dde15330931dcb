"""What is known of customers: said by administrators, brought in from a file."""

import io

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import AttributeId
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import writes
from cocreate.people import actions, queries
from cocreate.people.segment_forms import KINDS, AttributeForm
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp

MOST_LINES = 20_000
MOST_SHOWN = 100
WORDS = {str(kind): words for kind, words in KINDS}
NOTHING = Shown({}, {})


@bp.get("/administration/attributes")
@open_to(Audience.ADMINISTRATORS)
def attributes() -> str:
    return attributes_page()


def attributes_page(
    form: Shown | None = None,
    *,
    file_form: Shown = NOTHING,
    outcome: actions.Outcome | None = None,
) -> str:
    return render_template(
        "people/attributes.html",
        attributes=queries.attributes_with_counts(),
        words=WORDS,
        kinds=KINDS,
        form=form or shown(AttributeForm()),
        file_form=file_form,
        outcome=outcome,
        most_shown=MOST_SHOWN,
    )


@bp.post("/administration/attributes")
@open_to(Audience.ADMINISTRATORS)
@writes
def add_attribute() -> ResponseReturnValue:
    form = AttributeForm(request.form)
    try:
        form.require_valid()
        actions.add_attribute(current_actor(), draft=form.draft())
    except InvalidError as refusal:
        return attributes_page(shown(form, **refusal.fields)), 422
    flash("It can be known of customers from now on.", "good")
    return redirect(url_for("people.attributes"), 303)


@bp.get("/administration/attributes/<int:attribute_id>")
@open_to(Audience.ADMINISTRATORS)
def attribute(attribute_id: int) -> str:
    found = queries.get_attribute(AttributeId(attribute_id))
    return attribute_page(attribute_id, shown(AttributeForm(obj=found)))


def attribute_page(attribute_id: int, form: Shown) -> str:
    return render_template(
        "people/attribute.html",
        attribute=queries.get_attribute(AttributeId(attribute_id)),
        words=WORDS,
        form=form,
    )


@bp.post("/administration/attributes/<int:attribute_id>")
@open_to(Audience.ADMINISTRATORS)
@writes
def edit_attribute(attribute_id: int) -> ResponseReturnValue:
    form = AttributeForm(request.form)
    # Values are kept in its kind.
    form.kind.data = str(queries.get_attribute(AttributeId(attribute_id)).kind)
    try:
        form.require_valid()
        actions.edit_attribute(
            current_actor(), AttributeId(attribute_id), draft=form.draft()
        )
    except InvalidError as refusal:
        return attribute_page(attribute_id, shown(form, **refusal.fields)), 422
    flash("Saved.", "good")
    return redirect(url_for("people.attributes"), 303)


@bp.post("/administration/attributes/<int:attribute_id>/withdraw")
@open_to(Audience.ADMINISTRATORS)
@writes
def remove_attribute(attribute_id: int) -> ResponseReturnValue:
    try:
        actions.remove_attribute(current_actor(), AttributeId(attribute_id))
    except ConflictError as refusal:
        flash(str(refusal), "wrong")
    else:
        flash("It is known of nobody any more.", "good")
    return redirect(url_for("people.attributes"), 303)


@bp.post("/administration/attributes/file")
@open_to(Audience.ADMINISTRATORS)
@limited("upload_limit")
@writes
def bring_attributes() -> ResponseReturnValue:
    """Take a file in; the page says what came of each line, whole or in part."""
    try:
        text = io.StringIO(sent_text(), newline="")
        outcome = actions.import_attributes(current_actor(), text, most=MOST_LINES)
    except InvalidError as refusal:
        return attributes_page(file_form=Shown({}, refusal.fields)), 422
    return attributes_page(outcome=outcome)


def sent_text() -> str:
    """What stands in the file that was sent."""
    sent = request.files.get("file")
    try:
        text = sent.read().decode("utf-8-sig") if sent else ""
    except UnicodeDecodeError:
        raise InvalidError({"file": "Save it as UTF-8 text first."}) from None
    if not text.strip():
        raise InvalidError({"file": "Choose a file with lines in it."})
    return text


@bp.get("/me/known.json")
@open_to(Audience.MEMBERS)
def own_known() -> ResponseReturnValue:
    """What the company knows of whoever asks, for them to keep."""
    actor = current_actor()
    return jsonify(
        known=[
            {
                "name": known.slug,
                "label": known.label,
                "value": known.value,
                "source": known.source,
                "since": known.set_at.isoformat(),
            }
            for known in queries.known_of(actor, actor.person_id)
        ]
    )
