"""Work outside requests: Huey keeps the schedules, a quick loop delivers events.

Two kinds. A *prompt* job runs after each relay, several times a second when there is
work: it says how much it did. A *scheduled* job runs by the clock, in Huey. Both run
in the application's context; both may run twice without harm.
"""

import threading
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from huey import Huey, PriorityRedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from cocreate.config import Settings
from cocreate.kernel.db import db
from cocreate.kernel.log import log
from cocreate.kernel.outbox import relay_all

PromptJob = Callable[[], int]
ScheduledJob = Callable[[], None]

IDLE_SECONDS = 0.25
HOUR = 60  # minutes


class QuietConsumer(Consumer):
    """A consumer beside other threads: signals belong to the process, not to it."""

    def _set_signal_handlers(self) -> None:
        return


class Jobs:
    """The jobs of one application, wired by hand in app.py."""

    def __init__(self, settings: Settings) -> None:
        self.prompt: list[PromptJob] = []
        self.huey = connect(settings)

    def promptly(self, job: PromptJob) -> None:
        self.prompt.append(job)

    def every(self, app: Flask, *, minutes: int, run: ScheduledJob) -> None:
        """Run a job each so many minutes (of at most an hour)."""

        def in_context() -> None:
            with app.app_context():
                run()

        in_context.__name__ = f"{run.__module__}.{run.__qualname__}".replace(".", "_")
        minute = f"*/{minutes}" if minutes < HOUR else "0"
        self.huey.periodic_task(crontab(minute=minute))(in_context)


def connect(settings: Settings) -> Huey:
    if settings.redis_url:
        return PriorityRedisHuey("cocreate", url=settings.redis_url)
    Path(settings.data_dir).mkdir(parents=True, exist_ok=True)
    file = Path(settings.data_dir) / "jobs.db"
    return SqliteHuey("cocreate", filename=str(file), immediate=settings.testing)


def jobs_of(app: Flask) -> Jobs:
    jobs: Jobs = app.extensions["cocreate_jobs"]
    return jobs


def work_once(app: Flask) -> int:
    """Deliver every event due and run the prompt jobs; say how much was done."""
    done = relay_all()
    for job in jobs_of(app).prompt:
        done += job()
    return done


def work(app: Flask, stop: threading.Event) -> None:
    """Be the worker until told to stop."""
    consumer = QuietConsumer(
        jobs_of(app).huey, workers=1, periodic=True, initial_delay=0.5
    )
    consumer.start()
    try:
        while not stop.is_set():
            stop.wait(0 if work_safely(app) else IDLE_SECONDS)
    finally:
        consumer.stop(graceful=True)


def work_safely(app: Flask) -> int:
    """One round; a failing job is logged and tried again in the next."""
    with app.app_context():
        try:
            return work_once(app)
        except Exception as failure:  # noqa: BLE001 - the worker outlives any one failure
            db.session.rollback()
            log.error("worker.failed", error=repr(failure)[:500])
            return 0
