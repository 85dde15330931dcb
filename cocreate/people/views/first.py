"""The first administrator: a page that is there until there is one."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from cocreate.config import current
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import InvalidError, NotFoundError
from cocreate.kernel.forms import shown
from cocreate.kernel.limits import limited
from cocreate.kernel.transaction import transaction
from cocreate.people import actions, queries
from cocreate.people.forms import FirstForm
from cocreate.people.passwords import hashed
from cocreate.people.session import remember
from cocreate.people.views.blueprint import bp
from cocreate.people.views.signing_in import home, user_agent


@bp.get("/first-administrator")
@open_to(Audience.ANYONE)
def first_administrator() -> str:
    require_none()
    return first_page(FirstForm())


def require_none() -> None:
    if queries.has_administrator():
        raise NotFoundError


def first_page(form: FirstForm, **errors: str) -> str:
    return render_template(
        "people/first_administrator.html",
        form=shown(form, **errors),
        least=current().password_least,
    )


@bp.post("/first-administrator")
@open_to(Audience.ANYONE)
@limited("sign_in_limit", by_address=True)
def become_first() -> ResponseReturnValue:
    require_none()
    form = FirstForm(request.form)
    try:
        form.require_valid()
        token = make_first(form)
    except InvalidError as refusal:
        return first_page(form, **refusal.fields), 422
    except actions.AddressTakenError as taken:
        return first_page(form, email=str(taken)), 422
    remember(token, longer=False)
    return redirect(home(), 303)


def make_first(form: FirstForm) -> str:
    password_hash = hashed(form.password.data)
    with transaction():
        person = actions.make_first_administrator(
            code=form.code.data,
            name=form.name.data,
            email=form.email.data,
            password_hash=password_hash,
        )
        return actions.sign_in(person.id, user_agent=user_agent())
