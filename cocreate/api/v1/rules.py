"""The rules for what is posted. For moderators."""

from typing import Any

from flask import url_for

from cocreate.api.answers import page_of_rows
from cocreate.api.v1.blueprint import CHANGING, blp, says
from cocreate.api.v1.rule_schemas import (
    LimitBody,
    RuleSchema,
    SeenBody,
    TryingSchema,
    WatchedWordBody,
)
from cocreate.api.v1.schemas import PageArguments, page_of
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError
from cocreate.kernel.policy import Actor
from cocreate.kernel.transaction import writes
from cocreate.moderation import actions, queries
from cocreate.moderation.limits import Limit
from cocreate.people.session import current_actor


@blp.route("/rules", methods=["GET"])
@blp.arguments(PageArguments, location="query")
@blp.response(200, page_of(RuleSchema))
@says(401, 403, 422)
@open_to(Audience.MODERATORS)
def list_rules(asked: dict[str, Any]) -> Any:
    """What is watched for, the last first; before the first page of it, all limits."""
    actor, place = current_actor(), asked.get("page")
    page = queries.word_rules(actor, place=place, size=asked["limit"])
    limits = [] if place else queries.limit_rules(actor)
    return page_of_rows(page, [one._asdict() for one in (*limits, *page.rows)])


@blp.route("/rules", methods=["POST"])
@blp.arguments(WatchedWordBody)
@blp.response(201, RuleSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MODERATORS)
@writes
def watch_words(body: dict[str, Any]) -> Any:
    """Watch for words: off until it was tried. The same words again say it anew."""
    actor = current_actor()
    word = actions.watch_words(actor, **body)
    return queries.get_rule(actor, str(word.id))


@blp.route("/rules/<rule>", methods=["GET"])
@blp.response(200, RuleSchema)
@says(401, 403, 404)
@open_to(Audience.MODERATORS)
def show_rule(rule: str) -> Any:
    """One rule: of words by its number, a limit by its name."""
    return queries.get_rule(current_actor(), rule)


@blp.route("/rules/<rule>", methods=["PUT"])
@blp.arguments(LimitBody)
@blp.response(200, RuleSchema)
@says(*CHANGING, 422)
@open_to(Audience.MODERATORS)
@writes
def set_limit(body: dict[str, Any], rule: str) -> Any:
    """Say the number of a limit; another than before is off until it was tried."""
    if rule not in set(Limit):
        raise NotFoundError
    actor = current_actor()
    actions.set_limit(actor, Limit(rule), most=body["most"])
    return queries.get_rule(actor, rule)


@blp.route("/rules/<rule>", methods=["DELETE"])
@blp.response(204)
@says(*CHANGING, 409)
@open_to(Audience.MODERATORS)
@writes
def remove_rule(rule: str) -> None:
    """Let words be said again; sent twice, they may. A limit is only switched off."""
    actions.remove_rule(current_actor(), rule)


@blp.route("/rules/<rule>/dry-run", methods=["POST"])
@blp.response(202, TryingSchema, headers={"Location": {"schema": {"type": "string"}}})
@says(*CHANGING)
@open_to(Audience.MODERATORS)
@writes
def try_rule(rule: str) -> Any:
    """Have the worker look at the newest texts of customers by this rule.

    `Location` is where to read how far it is, and what came of it. Sent again while it
    is under way, it is the same run.
    """
    actor = current_actor()
    actions.ask_dry_run(actor, rule)
    where = url_for("api.show_dry_run", rule=rule)
    return told_trying(actor, rule), {"Location": where}


@blp.route("/rules/<rule>/dry-run", methods=["GET"])
@blp.response(200, TryingSchema)
@says(401, 403, 404)
@open_to(Audience.MODERATORS)
def show_dry_run(rule: str) -> Any:
    """How far a rule is tried, and what it would have done to the newest texts."""
    return told_trying(current_actor(), rule)


def told_trying(actor: Actor, rule: str) -> dict[str, Any]:
    trying = queries.trying_of(queries.get_rule(actor, rule))
    run = trying.run and told_run(actor, trying.run)
    return {**trying._asdict(), "run": run}


def told_run(actor: Actor, run: Any) -> dict[str, Any]:
    told = ("mark", "looked", "touched", "kept", "hidden", "is_all", "tried_at")
    examples = [one._asdict() for one in queries.examples_of(actor, run)]
    return {**{name: getattr(run, name) for name in told}, "examples": examples}


@blp.route("/rules/<rule>/switch", methods=["PUT"])
@blp.arguments(SeenBody)
@blp.response(200, RuleSchema)
@says(*CHANGING, 409, 422)
@open_to(Audience.MODERATORS)
@writes
def switch_rule_on(body: dict[str, Any], rule: str) -> Any:
    """Let a rule act, by who has seen its dry run of today; on already, it stays so."""
    return actions.switch_on(current_actor(), rule, seen=body["seen"])


@blp.route("/rules/<rule>/switch", methods=["DELETE"])
@blp.response(200, RuleSchema)
@says(*CHANGING)
@open_to(Audience.MODERATORS)
@writes
def switch_rule_off(rule: str) -> Any:
    """Let a rule act no more; off already, it stays so."""
    return actions.switch_off(current_actor(), rule)
