"""Let a build reach its testers in steps; stop it, go on, go back to a former one."""

from datetime import datetime

from cocreate.beta.actions.builds import TEAM_ONLY, give, revoke
from cocreate.beta.drafts import RolloutDraft
from cocreate.beta.events import BuildHalted, BuildWidened, RolloutPaused
from cocreate.beta.kinds import RollState
from cocreate.beta.models import Build, Rollout
from cocreate.beta.policy import may_run
from cocreate.beta.policy.builds import is_former, why_gone
from cocreate.beta.policy.rings import WHOLE, next_share, step_due, steps_of
from cocreate.beta.queries.builds import cohort_ids_of, get_build
from cocreate.beta.queries.gauges import blocking, satisfaction
from cocreate.beta.queries.rings import find_rollout
from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER, Actor, require

NO_PLAN = "This build has no roll-out that waits."
NO_FILE = "Its file is not here. Bring the build again with its file, then it goes on."
ENDED = "This build has ended: it reaches nobody any more."


def plan_rollout(actor: Actor, build_id: BuildId, draft: RolloutDraft) -> Rollout:
    """Let a build reach its cohorts in steps, beginning with the first.

    Whoever has it keeps it: a new plan takes nothing back.
    """
    build = running(actor, build_id)
    begun = bool(cohort_ids_of([build_id])[build_id])
    rollout = find_rollout(build_id) or Rollout(build_id=build_id)
    rollout.by_id = actor.person_id
    rollout.steps = " ".join(str(step) for step in draft.steps)
    rollout.pace = draft.pace
    rollout.hours = draft.hours
    rollout.least_satisfied = draft.least_satisfied
    rollout.most_stopped = draft.most_stopped
    rollout.reason = ""
    rollout.stepped_at = now()
    build.share = max(build.share, draft.steps[0]) if begun else draft.steps[0]
    rollout.state = state_at(build.share)
    db.session.add(rollout)
    return rollout


def running(actor: Actor, build_id: BuildId) -> Build:
    """A build that the team may still move, locked."""
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    if why_gone(build, now()):
        raise ConflictError(ENDED)
    return build


def state_at(share: int) -> RollState:
    return RollState.DONE if share >= WHOLE else RollState.RUNNING


def take_step(build_id: BuildId, at: datetime) -> None:
    """Move a roll-out as its clock and its gate say; nothing when it is not time."""
    build = get_build(WORKER, build_id, lock=True)
    rollout = find_rollout(build_id)
    if rollout is None or build.halted_at is not None or why_gone(build, at):
        return
    satisfied, stopped = satisfaction(build_id).satisfied, blocking(build_id)
    step = step_due(rollout, build.share, satisfied, stopped, at)
    if step is None:
        return
    if step.pause:
        rollout.state = RollState.PAUSED
        rollout.reason = step.pause
        planner_id = rollout.by_id
        record(
            RolloutPaused(build_id=build_id, planner_id=planner_id, share=build.share)
        )
    else:
        widen(build, rollout, step.share, at)


def widen(build: Build, rollout: Rollout, share: int, at: datetime) -> None:
    build.share = max(share, build.share)
    rollout.stepped_at = at
    rollout.state = state_at(build.share)
    rollout.reason = ""
    record(BuildWidened(build_id=build.id, by_id=rollout.by_id, share=build.share))


def pause_rollout(actor: Actor, build_id: BuildId) -> None:
    """Let nobody else have it for now; whoever has it keeps it."""
    running(actor, build_id)
    rollout = find_rollout(build_id)
    if rollout is not None and rollout.state is RollState.RUNNING:
        rollout.state = RollState.PAUSED


def release_rollout(actor: Actor, build_id: BuildId) -> None:
    """Go on to the next step, whatever made it pause: a person answers for that."""
    build = running(actor, build_id)
    rollout = find_rollout(build_id)
    if rollout is None:
        raise ConflictError(NO_PLAN)
    if rollout.state is RollState.PAUSED:
        rollout.by_id = actor.person_id
        widen(build, rollout, next_share(steps_of(rollout), build.share), now())


def halt_build(actor: Actor, build_id: BuildId, *, reason: str) -> None:
    """Give nobody its bytes for now, links already given out included."""
    build = running(actor, build_id)
    if build.halted_at is None:
        build.halted_at = now()
        build.halted_reason = reason
        record(BuildHalted(build_id=build_id, by_id=actor.person_id))


def resume_build(actor: Actor, build_id: BuildId) -> None:
    """Give it out again to those it had reached."""
    build = running(actor, build_id)
    if not storage.is_kept(build.storage_key):
        raise ConflictError(NO_FILE)
    if build.halted_at is not None:
        build.halted_at = None
        build.halted_reason = ""
        record(
            BuildWidened(build_id=build_id, by_id=actor.person_id, share=build.share)
        )


def roll_back(actor: Actor, build_id: BuildId, *, to_id: BuildId, reason: str) -> Build:
    """Withdraw a build, and give a former one to everybody it was given to, once."""
    require(may_run(actor), TEAM_ONLY)
    for key in sorted({build_id, to_id}):  # in one order: two may meet
        get_build(actor, key, lock=True)
    build = get_build(actor, build_id)
    former = get_build(actor, to_id)
    here = former.programme_id == build.programme_id
    if not (here and is_former(former, build)):
        raise InvalidError({"to_id": "Choose a former build for the same platform."})
    if why_gone(former, now()) or former.halted_at is not None:
        raise InvalidError({"to_id": "That build cannot be had any more."})
    revoke(actor, build, reason=reason)
    given = cohort_ids_of([build_id, to_id])
    if former.share == WHOLE and given[to_id] >= given[build_id]:
        return former  # they have it already
    former.share = WHOLE
    give(actor, former, sorted(given[build_id]))
    record(BuildWidened(build_id=former.id, by_id=actor.person_id, share=WHOLE))
    return former
