"""What was decided about one's own words, and how to have it looked at again."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.clock import now
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.forms import shown
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.languages import in_language, translatable
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, policy, queries
from cocreate.moderation.forms import AppealForm
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor, own_language

RECEIVED = translatable("Received. Somebody who did not decide it before looks at it.")


@bp.get("/me/statements")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def statements() -> str:
    actor = current_actor()
    page = queries.statements_to(actor, place=request.args.get("page"))
    return render_template(
        "moderation/statements.html",
        statements=page.rows,
        waits=queries.waits_among(actor, page.rows),
        following=page.following,
        preceding=page.preceding,
    )


@bp.get("/me/statements/<int:review_id>")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def statement(review_id: int) -> str:
    return render_statement(review_id, AppealForm())


@bp.post("/me/statements/<int:review_id>/appeal")
@open_to(Audience.MEMBERS)
@unverified_too
@in_language(own_language)
@writes
def appeal(review_id: int) -> ResponseReturnValue:
    form = AppealForm(request.form)
    if not form.validate():
        return render_statement(review_id, form), 422
    actions.appeal(current_actor(), ReviewId(review_id), words=form.words.data)
    flash_as_spoken(RECEIVED)
    return redirect(url_for("moderation.statement", review_id=review_id), 303)


def render_statement(review_id: int, form: AppealForm) -> str:
    actor = current_actor()
    statement = queries.get_statement(actor, ReviewId(review_id))
    return render_template(
        "moderation/statement.html",
        statement=statement,
        waits=queries.waits_among(actor, [statement]),
        may_appeal=policy.may_appeal(
            actor,
            actor.person_id,
            verdict=statement.verdict,
            decided_at=statement.decided_at,
            at=now(),
        ),
        form=shown(form),
    )
