"""Try a rule on what was posted, and switch it on once that was seen; or off."""

from typing import Any

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.transaction import pause, transaction
from cocreate.moderation.actions.watch import MODERATORS, put
from cocreate.moderation.models import DryRun
from cocreate.moderation.paces import paced
from cocreate.moderation.policy import may_set_rules
from cocreate.moderation.queries import (
    current_guard,
    doings,
    find_dry_run,
    get_rule,
    history,
    last_verdicts,
)
from cocreate.moderation.queries.history import line_of
from cocreate.moderation.rules import DOINGS, Rule, Tried, most_tried, why_not_on
from cocreate.moderation.trying import Going, tried


def try_rule(actor: Actor, name: str, *, going: Going[Any] = iter) -> None:
    """Reckon what a rule would have done to the newest texts, at once, and keep it.

    It takes seconds where much was posted: pages and programs ask the worker for it.
    """
    require(may_set_rules(actor), MODERATORS)
    rule = get_rule(actor, name)
    found = reckoned(rule, going)
    with transaction():
        keep_dry_run(rule, found, by_id=actor.person_id)


def reckoned(rule: Rule, going: Going[Any]) -> Tried:
    """Read and reckoned before anything is written, so that nobody waits for it."""
    most = most_tried(rule)
    if rule.limit in DOINGS:
        done = doings(rule.limit, most)
        pause()
        return paced(rule, done, is_all=len(done) < most, going=going)
    guard, texts, verdicts = current_guard(), history(most), last_verdicts()
    pause()
    return tried(rule, guard, texts, verdicts, going=going)


def keep_dry_run(rule: Rule, found: Tried, *, by_id: PersonId) -> None:
    """What came of it is all that is kept: of two at once the later."""
    told = {
        "said": rule.said,
        "mark": fresh_token(),
        "looked": found.looked,
        "touched": found.touched,
        "kept": found.kept,
        "hidden": found.hidden,
        "is_all": found.is_all,
        "examples": "\n".join(map(line_of, found.examples)),
        "by_id": by_id,
        "tried_at": now(),
    }
    db.session.execute(
        insert_into(DryRun)
        .values(rule=rule.name, **told)
        .on_conflict_do_update(index_elements=["rule"], set_=told)
    )


def switch_on(actor: Actor, name: str, *, seen: str) -> Rule:
    """Let a rule act from now on, by who has seen what it would have done.

    On already, it stays as it is.
    """
    require(may_set_rules(actor), MODERATORS)
    rule = get_rule(actor, name)
    if rule.is_on:
        return rule
    run = find_dry_run(rule, lock=True)
    if run is None:
        raise ConflictError(why_not_on(rule, said="", seen=False))
    age = now() - run.tried_at
    if refusal := why_not_on(rule, said=run.said, seen=run.mark == seen, age=age):
        raise ConflictError(refusal)
    return put(actor, rule, is_on=True)


def switch_off(actor: Actor, name: str) -> Rule:
    """Let a rule act no more; it is kept, with what it says."""
    require(may_set_rules(actor), MODERATORS)
    rule = get_rule(actor, name)
    return put(actor, rule, is_on=False) if rule.is_on else rule
