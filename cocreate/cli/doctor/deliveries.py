"""What should have been told by now: to subscribers, by mail, to the index."""

from datetime import timedelta

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.kernel import mail, outbox
from cocreate.kernel.clock import now
from cocreate.kernel.transaction import transaction
from cocreate.search import actions as search

PATIENCE = timedelta(minutes=5)


def look_at_events() -> list[Trouble]:
    backlog = outbox.backlog()
    troubles = []
    if backlog.failed:
        troubles.append(Trouble(backlog.failed, "events could not be delivered"))
    fresh = backlog.oldest is None or backlog.oldest > now() - PATIENCE
    if not fresh and backlog.waiting > backlog.failed:
        waiting = backlog.waiting - backlog.failed
        troubles.append(Trouble(waiting, "events wait: is the worker running?"))
    return troubles


def mend_events() -> str:
    with transaction():
        outbox.retry_now()
    return f"delivered {counted(outbox.relay_all(), 'event')}"


def look_at_mail() -> list[Trouble]:
    late = mail.count_late(now() - PATIENCE)
    return [Trouble(late, "letters have not left")] if late else []


def mend_mail() -> str:
    with transaction():
        mail.retry_now()
    sent = 0
    while some := mail.send_due():
        sent += some
    return f"sent {counted(sent, 'letter')}"


def look_at_search() -> list[Trouble]:
    drift = search.find_drift()
    if drift.is_broken:
        return [Trouble(1, "index cannot be read")]
    troubles = []
    if drift.missing:
        first = min(drift.missing)
        words = f"things cannot be found; {first} is one"
        troubles.append(Trouble(len(drift.missing), words))
    if drift.stale:
        words = "things are in the index that are not to be found"
        troubles.append(Trouble(len(drift.stale), words))
    if drift.changed:
        words = "things are found by older words"
        troubles.append(Trouble(len(drift.changed), words))
    return troubles


def mend_search() -> str:
    return f"made the index anew: {counted(search.mend_drift(), 'document')}"


CHECKS = [
    Check("events: delivered", look_at_events, mend_events),
    Check("mail: sent", look_at_mail, mend_mail),
    Check("search: index", look_at_search, mend_search),
]
