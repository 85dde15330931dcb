"""What is kept of people and why: for everybody, and when it was last dropped."""

from flask import render_template

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.people.session import current_actor
from cocreate.privacy import queries
from cocreate.privacy.rule import Until
from cocreate.privacy.rules import RULES
from cocreate.privacy.views.blueprint import bp


@bp.get("/privacy")
@open_to(Audience.ANYONE)
def policy() -> str:
    settings = current()
    return render_template(
        "privacy/policy.html",
        groups=[
            (until, [rule for rule in RULES if rule.until is until]) for until in Until
        ],
        controller=settings.privacy_controller or settings.site_name,
        contact=settings.privacy_contact,
        terms_url=settings.terms_url,
    )


@bp.get("/administration/retention")
@open_to(Audience.ADMINISTRATORS)
def retention() -> str:
    return render_template(
        "privacy/retention.html",
        rules=RULES,
        runs=queries.runs_for(current_actor()),
    )
