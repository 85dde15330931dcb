"""Second looks: one case after the other without how it ended, and what comes of it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.forms import shown
from cocreate.kernel.paging import LARGEST_KEY
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.agreement import FEWEST
from cocreate.moderation.forms import SecondLookForm
from cocreate.moderation.looking import Outcome
from cocreate.moderation.queries import Blind
from cocreate.moderation.reason import Verdict
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor

SAID = {Outcome.LEFT: "Left", Outcome.HIDDEN: "Hidden", Outcome.SILENCED: "Silenced"}


@bp.get("/moderation/second")
@open_to(Audience.MODERATORS)
def second() -> str:
    return render_look(queries.next_look(current_actor()), SecondLookForm())


@bp.post("/moderation/second/<int:look_id>")
@open_to(Audience.MODERATORS)
@writes
def look_again(look_id: int) -> ResponseReturnValue:
    actor, form = current_actor(), SecondLookForm(request.form)
    if not form.validate():
        return render_look(queries.get_waiting(actor, look_id), form), 422
    actions.look_again(
        actor, look_id, verdict=Verdict(form.verdict.data), words=form.words.data
    )
    flash("Kept. It changes nothing of what was decided.", "good")
    return redirect(url_for("moderation.second"), 303)


@bp.get("/moderation/agreement")
@open_to(Audience.MODERATORS)
def agreement() -> str:
    actor, year = current_actor(), asked_year()
    page = queries.looks_taken(actor, place=request.args.get("page"))
    return render_template(
        "moderation/agreement.html",
        agreement=queries.agreement(actor),
        fewest=FEWEST,
        matrix=matrix_rows(),
        looks=page.rows,
        following=page.following,
        preceding=page.preceding,
        moderators=queries.moderators_in(actor, year),
        year=year,
        years=queries.years_told(),
        waiting=queries.count_open(actor),
    )


@bp.post("/moderation/agreement/<int:look_id>/escalation")
@open_to(Audience.MODERATORS)
@writes
def pass_on(look_id: int) -> ResponseReturnValue:
    review_id = actions.pass_on(current_actor(), look_id)
    flash("Passed on: administrators decide it.", "good")
    return redirect(url_for("moderation.show", review_id=review_id), 303)


def render_look(look: Blind | None, form: SecondLookForm) -> str:
    actor = current_actor()
    return render_template(
        "moderation/second.html",
        look=look,
        left=queries.count_looks(actor),
        waiting=queries.count_open(actor),
        form=shown(form),
    )


def asked_year() -> int:
    """The year that is chosen; this one where none or nonsense is."""
    asked, this = request.args.get("year", ""), now().year
    is_year = asked.isascii() and asked.isdigit() and int(asked) < LARGEST_KEY
    return min(int(asked), this) or this if is_year else this


def matrix_rows() -> list[list[Any]]:
    """Rows: how it ended; columns: how the second would have ended it."""
    found = queries.verdicts_compared(current_actor())
    return [
        [SAID[one], *(found.get((one, other), 0) for other in Outcome)]
        for one in Outcome
    ]
