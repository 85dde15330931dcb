"""Every component of the look, in every state, on one page: while developing."""

from flask import Blueprint, render_template

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now

bp = Blueprint("styleguide", __name__)


@bp.get("/styleguide")
@open_to(Audience.ANYONE)
def index() -> str:
    return render_template("styleguide/index.html", at=now())
