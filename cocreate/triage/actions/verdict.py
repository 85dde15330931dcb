"""Judge an idea so that it is in the log, and undo what was judged."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from cocreate.config import current
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import get_idea, lock_way_up
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import IdeaId, VerdictId
from cocreate.kernel.outbox import record, take_back, telling_later, telling_nobody
from cocreate.kernel.policy import Actor, require
from cocreate.triage.actions.parts import parts_of
from cocreate.triage.actions.restore import Undoing, put_back
from cocreate.triage.actions.saying import words_for
from cocreate.triage.acts import Act
from cocreate.triage.events import VerdictUndone
from cocreate.triage.models import Verdict
from cocreate.triage.queries import get_verdict

NOT_COMPARED = {"answered", "note", "parted", "split"}
PARTS = {
    "merged": "whether it is merged",
    "status": "its status",
    "answer": "its answer",
    "tags": "its tags",
    "assignee": "who looks after it",
    "routed": "where it is routed",
    "pause": "until when it is put off",
}


class OvertakenError(ConflictError):
    """Undoing this would undo what somebody did since."""


class BroughtError(ConflictError):
    message = "It was given elsewhere and came with an import: nothing here to undo."


@contextmanager
def judging(
    actor: Actor, idea_id: IdeaId, act: Act, *, into_id: IdeaId | None = None
) -> Iterator[None]:
    """Whatever changes of an idea within is one verdict: kept, told later, undone.

    What changes nothing is none, so a second press leaves nothing.
    """
    # Locked in the order of their keys, as a merge does.
    found = {
        key: get_idea(actor, key, lock=True)
        for key in sorted({idea_id, into_id or idea_id})
    }
    idea = found[idea_id]
    before, key, at = parts_of(idea), secrets.token_hex(8), now()
    with telling_later(key, at + timedelta(seconds=current().undo_seconds)) as hold:
        yield
    db.session.flush()  # what changed is read from the rows
    after = parts_of(idea)
    changed = {
        name: [before[name], after[name]]
        for name in before
        if before[name] != after[name]
    }
    if changed:
        db.session.add(
            Verdict(
                project_id=idea.project_id,
                idea_id=idea.id,
                by_id=actor.person_id,
                act=act,
                words=words_for(idea.project_id, changed),
                payload=json.dumps(changed),
                hold_key=key,
                held=hold.held,
                given_at=at,
            )
        )
        db.session.flush()  # the page that follows offers to undo it


def undo_verdict(actor: Actor, verdict_id: VerdictId) -> Verdict:
    """Put an idea back to what it was before a verdict; a second press changes nothing.

    Whom nobody has told of the verdict yet is told nothing; others are told that it was
    taken back. What somebody did to the same part since is not undone with it.
    """
    # Locked first: of two who undo it at once, the second finds it undone.
    verdict = get_verdict(verdict_id, lock=True)
    get_idea(actor, verdict.idea_id)
    require(actor.may_write and actor.is_team, "The product team undoes its verdicts.")
    if verdict.undone_at is not None:
        return verdict
    changed: dict[str, list[Any]] = json.loads(verdict.payload)
    if not changed:
        raise BroughtError
    refuse_overtaken(lock_judged(actor, verdict, changed), changed)
    was_told = take_back(verdict.hold_key) < verdict.held
    told_from = verdict.given_at + timedelta(seconds=current().undo_seconds)
    undoing = Undoing(actor, verdict.idea_id, openly=was_told or told_from <= now())
    with telling_nobody():
        put_back(undoing, changed)
    if was_told:
        record(
            VerdictUndone(
                idea_id=verdict.idea_id,
                verdict_id=verdict.id,
                by_id=actor.person_id,
                parts=tuple(changed),
            )
        )
    verdict.undone_at, verdict.undone_by_id = now(), actor.person_id
    return verdict


def lock_judged(actor: Actor, verdict: Verdict, changed: dict[str, list[Any]]) -> Idea:
    """The idea, locked; of a merged one, all above it too, in the order of a merge.

    So is the one that it was taken out of, and goes back into.
    """
    was_in, _ = changed.get("merged", [None, None])
    for key in sorted({verdict.idea_id, was_in}) if was_in else ():
        get_idea(actor, key, lock=True)
    lock_way_up(verdict.idea_id)
    return get_idea(actor, verdict.idea_id, lock=True)


def refuse_overtaken(idea: Idea, changed: dict[str, list[Any]]) -> None:
    stands = json.loads(json.dumps(parts_of(idea)))
    for name, (_, became) in changed.items():
        if name not in NOT_COMPARED and stands[name] != became:
            raise OvertakenError(
                f"Somebody has changed {PARTS[name]} since. Undo that first."
            )
