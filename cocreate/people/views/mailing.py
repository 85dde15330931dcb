"""The delivery log, for administrators, and a test of the mail server."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.text import calm
from cocreate.kernel.transaction import transaction, writes
from cocreate.people import queries
from cocreate.people.addresses import LONGEST
from cocreate.people.forms import NewAddress, look_up
from cocreate.people.session import current_actor
from cocreate.people.views.blueprint import bp

STATES = (
    ("", "Everything"),
    (mail.State.WAITING, "Waiting"),
    (mail.State.SENT, "Sent"),
    (mail.State.REFUSED, "Refused"),
    (mail.State.HELD, "Held back"),
    (mail.State.KEPT, "Kept here"),
)


@bp.get("/administration/mail")
@open_to(Audience.ADMINISTRATORS)
def outbox() -> str:
    account = queries.get_own_account(current_actor())
    return outbox_page(NewAddress(data={"email": account.email}))


def outbox_page(form: NewAddress) -> str:
    state = request.args.get("state", "")
    address = look_up(request.args.get("to", "")[:LONGEST])
    page = mail.logged(
        place=request.args.get("page"),
        state=mail.State(state) if state in set(mail.State) else None,
        address=address or None,
    )
    return render_template(
        "people/outbox.html",
        letters=page.rows,
        page=page,
        state=state,
        states=STATES,
        address=address,
        leaves=mail.leaves(),
        form=shown(form),
    )


@bp.post("/administration/mail/trial")
@open_to(Audience.ADMINISTRATORS)
def try_mail() -> ResponseReturnValue:
    """Send a letter while its sender waits; its page says what the server answered."""
    form = NewAddress(request.form)
    if not form.validate():
        return outbox_page(form), 422
    with transaction():
        letter_id = mail.write(
            "people_trial",
            to_address=form.email.data,
            to_name="",
            subject=f"A test mail of {current().site_name}",
        )
    if mail.leaves():
        mail.try_out(letter_id)
    return redirect(url_for("people.letter", letter_id=letter_id), 303)


@bp.get("/administration/mail/<int:letter_id>")
@open_to(Audience.ADMINISTRATORS)
def letter(letter_id: int) -> str:
    found = mail.find_letter(letter_id)
    if found is None:
        raise NotFoundError
    return render_template(
        "people/letter.html",
        letter=found,
        leaves=mail.leaves(),
        rendition=calm(found.html) if found.html else None,
    )


@bp.post("/administration/mail/<int:letter_id>/sending")
@open_to(Audience.ADMINISTRATORS)
@writes
def send_letter_again(letter_id: int) -> ResponseReturnValue:
    if mail.send_again(letter_id):
        flash("It is on its way again.", "good")
    return redirect(url_for("people.letter", letter_id=letter_id), 303)
