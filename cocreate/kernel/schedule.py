"""The clock of the worker: Huey runs what is scheduled, once for all workers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from flask import Flask
from huey import Huey, PriorityRedisHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from cocreate.config import Settings
from cocreate.kernel.jobs import Scheduled

HOUR = 60  # minutes


@contextmanager
def keeping_time(
    app: Flask, settings: Settings, scheduled: Sequence[Scheduled]
) -> Iterator[None]:
    """Run each job when it is due, in a thread beside what is done meanwhile."""
    huey = connect(settings)
    for job in scheduled:
        minute = f"*/{job.minutes}" if job.minutes < HOUR else "0"
        huey.periodic_task(crontab(minute=minute))(in_context(app, job))
    consumer = QuietConsumer(huey, workers=1, periodic=True, initial_delay=0.5)
    consumer.start()
    try:
        yield
    finally:
        consumer.stop(graceful=True)


def connect(settings: Settings) -> Huey:
    if settings.redis_url:
        return PriorityRedisHuey("cocreate", url=settings.redis_url)
    return SqliteHuey("cocreate", filename=str(settings.data_dir / "jobs.db"))


def in_context(app: Flask, job: Scheduled) -> Callable[[], None]:
    """The job as Huey knows it: by a name that is the same in every worker."""

    def run() -> None:
        with app.app_context():
            job.run()

    run.__name__ = f"{job.run.__module__}.{job.run.__qualname__}".replace(".", "_")
    return run


class QuietConsumer(Consumer):
    """A consumer beside other threads: signals belong to the process, not to it."""

    def _set_signal_handlers(self) -> None:
        return
