"""The rules for what is posted: read, written, tried and switched."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.limits import Limit
from cocreate.moderation.rule_forms import LimitForm, SeenForm, WordForm
from cocreate.moderation.rules import ASKS, DOINGS, TRIED_FOR, Rule, most_tried
from cocreate.moderation.spam.threshold import LEAST_KEPT
from cocreate.moderation.views.blueprint import bp
from cocreate.moderation.watching import ACT_WORDS
from cocreate.people.session import current_actor

ACTS = tuple((act.value, words, "") for act, words in ACT_WORDS.items())
TRY_IT = "It is off: try it, see what it would have done, then switch it on."


@bp.get("/moderation/rules")
@open_to(Audience.MODERATORS)
def rules() -> str:
    return render_rules(shown(WordForm()))


@bp.post("/moderation/rules")
@open_to(Audience.MODERATORS)
@writes
def write_rule() -> ResponseReturnValue:
    form = WordForm(request.form)
    if not form.validate():
        return render_rules(shown(form)), 422
    try:
        word = actions.watch_words(current_actor(), form.words.data, **form.chosen)
    except InvalidError as refused:
        return render_rules(shown(form, **refused.fields)), 422
    return redirect(url_for("moderation.rule", rule=word.id), 303)


@bp.get("/moderation/learned")
@open_to(Audience.MODERATORS)
def learned() -> str:
    actor = current_actor()
    return render_template(
        "moderation/learned.html",
        lesson=queries.find_lesson(actor),
        least=(actions.LEAST_SPAM, LEAST_KEPT),
        waiting=queries.count_open(actor),
    )


@bp.get("/moderation/rules/<rule>")
@open_to(Audience.MODERATORS)
def rule(rule: str) -> str:
    return render_rule(queries.get_rule(current_actor(), rule))


@bp.post("/moderation/rules/<rule>")
@open_to(Audience.MODERATORS)
@writes
def change_rule(rule: str) -> ResponseReturnValue:
    actor = current_actor()
    known = queries.get_rule(actor, rule)
    form = form_of(known, is_sent=True)
    if not form.validate():
        return render_rule(known, shown(form)), 422
    if isinstance(form, WordForm):
        actions.watch_words(actor, known.words, **form.chosen)
    elif known.limit:
        actions.set_limit(actor, known.limit, most=form.most.data)
    changed = queries.get_rule(actor, rule)
    flash("It stands as it was." if changed.said == known.said else TRY_IT, "good")
    return redirect(url_for("moderation.rule", rule=rule), 303)


@bp.post("/moderation/rules/<rule>/dry-run")
@open_to(Audience.MODERATORS)
@writes
def try_rule(rule: str) -> ResponseReturnValue:
    actions.ask_dry_run(current_actor(), rule)
    return redirect(url_for("moderation.rule", rule=rule, _anchor="dry-run"), 303)


@bp.post("/moderation/rules/<rule>/switch")
@open_to(Audience.MODERATORS)
@writes
def switch_on(rule: str) -> ResponseReturnValue:
    form = SeenForm(request.form)
    actions.switch_on(current_actor(), rule, seen=form.seen.data or "")
    flash("On: it acts on what is posted from now.", "good")
    return redirect(url_for("moderation.rule", rule=rule), 303)


@bp.post("/moderation/rules/<rule>/switch/off")
@open_to(Audience.MODERATORS)
@writes
def switch_off(rule: str) -> ResponseReturnValue:
    actions.switch_off(current_actor(), rule)
    flash("Off: what it held before stays with the moderators.", "good")
    return redirect(url_for("moderation.rule", rule=rule), 303)


@bp.post("/moderation/rules/<rule>/removal")
@open_to(Audience.MODERATORS)
@writes
def remove_rule(rule: str) -> ResponseReturnValue:
    actions.remove_rule(current_actor(), rule)
    flash("Removed: the words may be said again.", "good")
    return redirect(url_for("moderation.rules"), 303)


def render_rules(form: Shown) -> str:
    actor = current_actor()
    page = queries.word_rules(actor, place=request.args.get("page"))
    return render_template(
        "moderation/rules.html",
        words=page.rows,
        following=page.following,
        preceding=page.preceding,
        limits=queries.limit_rules(actor),
        acts=ACTS,
        form=form,
        waiting=queries.count_open(actor),
    )


def render_rule(known: Rule, form: Shown | None = None) -> str:
    actor = current_actor()
    trying = queries.trying_of(known)
    run = trying.run
    return render_template(
        "moderation/rule.html",
        rule=known,
        asks=ASKS[known.limit] if known.limit else None,
        acts=ACTS,
        trying=trying,
        run=run,
        is_fresh=run is not None and now() - run.tried_at < TRIED_FOR,
        examples=queries.examples_of(actor, run) if run else (),
        most=most_tried(known),
        judges_texts=known.limit not in DOINGS,
        is_learned=known.limit is Limit.SUSPECTS,
        form=form or shown(form_of(known)),
        is_administrator=actor.is_administrator,
    )


def form_of(known: Rule, *, is_sent: bool = False) -> WordForm | LimitForm:
    """The form of a rule, as it stands or as it was sent; its words stay the same."""
    sent = request.form if is_sent else None
    if known.limit:
        return LimitForm(sent, data={"most": known.most})
    form = WordForm(sent, obj=known)
    form.words.data = known.words
    return form
