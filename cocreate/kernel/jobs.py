"""Work outside requests: a schedule by the clock, a quick loop that delivers events.

Three kinds. A *prompt* job runs after each relay, several times a second when there is
work: it says how much it did. A *patient* one does too, in a thread of its own, because
it waits for others (a mail server). A *scheduled* job runs by the clock, in Huey. All
run in the application's context; all may run twice without harm.
"""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import NamedTuple

from flask import Flask

from cocreate.config import Settings
from cocreate.kernel.db import db
from cocreate.kernel.log import log
from cocreate.kernel.outbox import relay_all

PromptJob = Callable[[], int]
ScheduledJob = Callable[[], None]

IDLE_SECONDS = 0.25
GRACE_SECONDS = 5

# Huey loads the client of every store it knows, where there is one: megabytes that
# this worker would never use.
UNUSED_CLIENTS = ("gevent", "psycopg", "redis")


class Scheduled(NamedTuple):
    minutes: int
    run: ScheduledJob


class Jobs:
    """The jobs of one application, wired by hand in app.py."""

    def __init__(self) -> None:
        self.prompt: list[PromptJob] = []
        self.patient: list[PromptJob] = []
        self.scheduled: list[Scheduled] = []

    def promptly(self, job: PromptJob) -> None:
        self.prompt.append(job)

    def patiently(self, job: PromptJob) -> None:
        self.patient.append(job)

    def every(self, *, minutes: int, run: ScheduledJob) -> None:
        """Run a job each so many minutes (of at most an hour)."""
        self.scheduled.append(Scheduled(minutes, run))


def jobs_of(app: Flask) -> Jobs:
    jobs: Jobs = app.extensions["cocreate_jobs"]
    return jobs


def work_once(app: Flask) -> int:
    """Deliver every event due, run what is prompt or patient; say how much was done."""
    jobs = jobs_of(app)
    return deliver_and_run(jobs.prompt) + sum(job() for job in jobs.patient)


def deliver_and_run(jobs: Sequence[PromptJob]) -> int:
    """The events first: they are what the jobs have to do with."""
    done = relay_all()
    for job in jobs:
        done += job()
    return done


def work(app: Flask, settings: Settings, stop: threading.Event) -> None:
    """Be the worker until told to stop."""
    with hidden(UNUSED_CLIENTS if settings.redis_url is None else ()):
        from cocreate.kernel.schedule import keeping_time  # noqa: PLC0415 - pages need no clock

    jobs = jobs_of(app)
    with keeping_time(app, settings, jobs.scheduled), ExitStack() as beside:
        for job in jobs.patient:
            beside.enter_context(going_round(app, job, stop))
        go_round(app, partial(deliver_and_run, jobs.prompt), stop)


@contextmanager
def going_round(app: Flask, job: PromptJob, stop: threading.Event) -> Iterator[None]:
    """The same beside, until told to stop; then what it has begun is awaited."""
    thread = threading.Thread(target=go_round, args=(app, job, stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join(GRACE_SECONDS)


def go_round(app: Flask, job: PromptJob, stop: threading.Event) -> None:
    while not stop.is_set():
        stop.wait(0 if done_safely(app, job) else IDLE_SECONDS)


def done_safely(app: Flask, job: PromptJob) -> int:
    """One round; a failing job is logged and tried again in the next."""
    with app.app_context():
        try:
            return job()
        except Exception as failure:  # noqa: BLE001 - the worker outlives any one failure
            db.session.rollback()
            log.error("worker.failed", error=repr(failure)[:500])
            return 0


@contextmanager
def hidden(modules: Iterable[str]) -> Iterator[None]:
    """As if these were not installed; what is loaded already stays as it is."""
    absent = [module for module in modules if module not in sys.modules]
    for module in absent:
        sys.modules[module] = None  # type: ignore[assignment]  # the language's own way
    try:
        yield
    finally:
        for module in absent:
            del sys.modules[module]
