"""Dry runs of rules: asked for by moderators, gone through by the worker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, or_, update

from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.ids import PersonId, fresh_token
from cocreate.kernel.policy import WORKER, Actor, require
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions.try_rule import keep_dry_run, reckoned
from cocreate.moderation.actions.watch import MODERATORS
from cocreate.moderation.models import RuleTrial
from cocreate.moderation.policy import may_set_rules
from cocreate.moderation.queries import get_rule, waiting_trials
from cocreate.moderation.trying import Thing

TIMES_TOLD = 20  # how far it is, while it goes on


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run that this worker goes through."""

    rule: str
    token: str
    by_id: PersonId


# ── Asked for ─────────────────────────────────────────────────────────────────


def ask_dry_run(actor: Actor, name: str) -> None:
    """Have a rule tried by the worker, as it stands.

    While just this is under way, whoever asks again waits for the same run.
    """
    require(may_set_rules(actor), MODERATORS)
    rule = get_rule(actor, name)
    asked = {
        "said": rule.said,
        "token": fresh_token(),
        "by_id": actor.person_id,
        "asked_at": now(),
        "seen_at": None,
        "looked": 0,
        "whole": 0,
        "called_off_at": None,
    }
    is_another = or_(RuleTrial.said != rule.said, RuleTrial.called_off_at.is_not(None))
    db.session.execute(
        insert_into(RuleTrial)
        .values(rule=rule.name, **asked)
        .on_conflict_do_update(index_elements=["rule"], set_=asked, where=is_another)
    )


# ── Gone through, by the worker ───────────────────────────────────────────────


def claim_trial() -> Trial | None:
    """Take the next run that nobody goes through, or that somebody was killed over."""
    found = db.session.scalar(waiting_trials().with_for_update(skip_locked=True))
    if found is None:
        return None
    found.seen_at = now()
    return Trial(found.rule, found.token, found.by_id)


def carry_out_trial(trial: Trial) -> None:
    """Go through the texts, say meanwhile how far it is, and keep what came of it.

    Whatever came of a rule that was changed meanwhile is dropped.
    """
    rule = get_rule(WORKER, trial.rule)
    found = reckoned(rule, lambda things: told_meanwhile(trial, things))
    with transaction():
        if is_ended(trial):
            keep_dry_run(rule, found, by_id=trial.by_id)


def told_meanwhile(trial: Trial, things: Sequence[Thing]) -> Iterator[Thing]:
    """All of them, as long as anybody still wants to know of them."""
    step = max(1, len(things) // TIMES_TOLD)
    for number, one in enumerate(things):
        if number % step == 0 and not tell_how_far(trial, number, len(things)):
            return
        yield one


def tell_how_far(trial: Trial, looked: int, whole: int) -> bool:
    """Say it where others see it; false once nobody waits for this run."""
    with transaction():
        told = db.session.execute(
            update(RuleTrial)
            .where(RuleTrial.rule == trial.rule, RuleTrial.token == trial.token)
            .where(RuleTrial.called_off_at.is_(None))
            .values(looked=looked, whole=whole, seen_at=now())
        )
        return changed_rows(told) > 0


def is_ended(trial: Trial) -> bool:
    """End this run, unless it was called off, or asked for anew."""
    gone = db.session.execute(
        delete(RuleTrial)
        .where(RuleTrial.rule == trial.rule, RuleTrial.token == trial.token)
        .where(RuleTrial.called_off_at.is_(None))
    )
    return changed_rows(gone) > 0
