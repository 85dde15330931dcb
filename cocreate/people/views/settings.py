"""The settings in force, for administrators to read."""

from flask import render_template

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.told_settings import told_settings
from cocreate.people.views.blueprint import bp


@bp.get("/administration/settings")
@open_to(Audience.ADMINISTRATORS)
def settings() -> str:
    return render_template(
        "people/settings.html",
        told=told_settings(current()),
        sign_up_open=current().sign_up_open,
        verify_mail=current().verify_mail,
        leaves=mail.leaves(),
    )
