"""The language somebody is written to in: guessed as they come, chosen at any time."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to, unverified_too
from cocreate.kernel.flashed import flash_as_spoken
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.languages import NAMES, in_language, speaking, translatable
from cocreate.kernel.transaction import writes
from cocreate.people import actions
from cocreate.people.forms import LanguageForm
from cocreate.people.session import current_actor, own_language
from cocreate.people.views.blueprint import bp


@bp.get("/me/language")
@open_to(Audience.MEMBERS)
@in_language(own_language)
def language() -> str:
    return language_page(shown(LanguageForm(data={"language": own_language()})))


@bp.post("/me/language")
@open_to(Audience.MEMBERS)
@unverified_too
@in_language(own_language)
@writes
def choose_language() -> ResponseReturnValue:
    form = LanguageForm(request.form)
    if not form.validate():
        return language_page(shown(form)), 422
    actions.choose_language(current_actor(), form.chosen)
    with speaking(form.chosen):
        flash_as_spoken(translatable("We write to you in English from now on."))
    return redirect(url_for("people.language"), 303)


def language_page(form: Shown) -> str:
    ways = tuple((one.value, name, "") for one, name in NAMES.items())
    return render_template("people/language.html", form=form, ways=ways)
