"""The worker's part: drop what is kept no longer, and make archives."""

from datetime import timedelta

from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.transaction import pause, transaction
from cocreate.privacy import actions, queries
from cocreate.privacy.rule import Rule
from cocreate.privacy.rules import RULES

BATCH = 1000
MOST_BATCHES = 50
SLACK = timedelta(minutes=5)  # the clock of the worker is not the one before


def keep_to_rules() -> None:
    """Carry out each rule that is due: some rows at a time, so many at most a run."""
    last = queries.runs()
    pause()
    for rule in RULES:
        if rule.drop is not None and is_due(rule, last.get(rule.name)):
            carry_out(rule)


def is_due(rule: Rule, last: queries.LastRun | None) -> bool:
    """Whether a rule's hours are over, or its last run left something."""
    if last is None or not last.is_done:
        return True
    return now() - last.ran_at >= timedelta(hours=rule.each_hours) - SLACK


def carry_out(rule: Rule) -> int:
    """Drop what a rule says, each batch in a transaction of its own; how many rows."""
    dropped, some = 0, BATCH
    for _ in range(MOST_BATCHES):
        some = rule.drop(BATCH) if rule.drop else 0
        dropped += some
        if some < BATCH:
            break
    with transaction():
        actions.note_run(rule.name, dropped, is_done=some < BATCH)
    return dropped


def tend_archives() -> int:
    """Make the next archive that somebody asked for; drop those of who left."""
    has_work = queries.has_work()
    pause()
    if not has_work:
        return 0
    dropped = actions.forget_old_archives(BATCH)
    with transaction():
        making = actions.claim_archive()
    return dropped + (make(making) if making else 0)


def make(making: actions.Making) -> int:
    size = actions.write_archive(making)
    pause()
    with transaction():
        is_theirs = actions.finish_archive(making, size)
    if not is_theirs:
        storage.drop(making.key)
    return 1
