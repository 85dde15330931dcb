"""How far one is trusted, what is missing to be more, and what it lets one do."""

from flask import render_template

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.languages import in_language
from cocreate.moderation import queries
from cocreate.moderation.views.blueprint import bp
from cocreate.people.session import current_actor, own_language


@bp.get("/me/trust")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def own_trust() -> str:
    actor = current_actor()
    return render_template(
        "moderation/trust.html", place=queries.place_of(actor, actor.person_id)
    )
