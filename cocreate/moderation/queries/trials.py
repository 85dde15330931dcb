"""How far rules are tried: what moderators asked for, and what came of it."""

from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import or_, select

from cocreate.kernel.clock import now
from cocreate.kernel.db import AnySelect, db
from cocreate.moderation.models import DryRun, RuleTrial
from cocreate.moderation.rules import Rule, TrialState

GIVEN_UP = timedelta(minutes=2)  # by a worker that was killed over it


class Trying(NamedTuple):
    """How far a rule is tried, and what came of it as it stands."""

    state: TrialState
    run: DryRun | None = None
    looked: int = 0
    whole: int = 0


def trying_of(rule: Rule) -> Trying:
    """For whoever may read the rule."""
    trial = db.session.get(RuleTrial, rule.name, populate_existing=True)
    last = db.session.get(DryRun, rule.name, populate_existing=True)
    run = last if last and last.said == rule.said else None
    if trial is None:
        return Trying(state_after(last, run), run)
    return Trying(state_of(trial), run, trial.looked, trial.whole)


def state_after(last: DryRun | None, run: DryRun | None) -> TrialState:
    if run:
        return TrialState.ENDED
    return TrialState.OUTDATED if last else TrialState.NEVER


def state_of(trial: RuleTrial) -> TrialState:
    if trial.called_off_at:
        return TrialState.CALLED_OFF
    return TrialState.RUNNING if trial.seen_at else TrialState.WAITING


def waiting_trials() -> AnySelect:
    """What nobody goes through, or somebody was killed over; asked for first, first."""
    waits = or_(RuleTrial.seen_at.is_(None), RuleTrial.seen_at < now() - GIVEN_UP)
    some = select(RuleTrial).where(RuleTrial.called_off_at.is_(None), waits)
    return some.order_by(RuleTrial.asked_at, RuleTrial.rule).limit(1)


def has_trial() -> bool:
    return db.session.scalar(waiting_trials()) is not None
