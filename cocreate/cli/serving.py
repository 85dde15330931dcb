"""gunicorn as we run it, and the worker beside its web processes.

The application is loaded once. Web processes and worker are forked from it, so that
what they never change lies in memory once.
"""

import gc
import os
import signal
import threading
import time
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from cocreate.cli.leading import LeadingThreads
from cocreate.config import Settings
from cocreate.kernel import forks
from cocreate.kernel.jobs import work

RESTART_SECONDS = 1.0
GRACE_SECONDS = 10
GARBAGE = 10_000  # objects
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with threads."""

    def __init__(
        self, app: Flask, settings: Settings, address: str, *, with_worker: bool
    ) -> None:
        self.app = app
        self.settings = settings
        self.address = address
        self.worker = Worker(app, settings) if with_worker else None
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self.address,
            "workers": self.settings.web_processes,
            "threads": self.settings.web_threads,
            "worker_class": LeadingThreads,
            "preload_app": True,
            "keepalive": 15,
            "timeout": 120,
            "graceful_timeout": GRACE_SECONDS,
            "control_socket_disable": True,
            "forwarded_allow_ips": "127.0.0.1",
            "loglevel": "warning",
            "when_ready": self.ready,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def run(self) -> None:
        HouseArbiter(self).run()

    def ready(self, _: Any) -> None:
        forks.part_from_database(self.app)
        gc.freeze()  # else a collection in each process would write to shared pages
        gc.set_threshold(GARBAGE)  # a request leaves little: look for it more seldom
        click.echo(f"\n  {self.settings.site_name} is at http://{self.address}\n")


class HouseArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's parent of all processes, which looks after the worker too."""

    def __init__(self, server: Server) -> None:
        self.house_worker = server.worker
        super().__init__(server)

    def manage_workers(self) -> None:
        """Called each second and whenever a process has ended."""
        super().manage_workers()
        if self.house_worker:
            self.house_worker.keep(self)

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002 - gunicorn's
        if self.house_worker:
            self.house_worker.ask_to_end()
        super().stop(graceful)
        if self.house_worker:
            self.house_worker.end()


class Worker:
    """The worker as a process beside the pages, begun again should it end."""

    def __init__(self, app: Flask, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.child = 0
        self.begun_at = -RESTART_SECONDS

    def keep(self, arbiter: Arbiter) -> None:
        rested = time.monotonic() - self.begun_at >= RESTART_SECONDS
        if rested and (not self.child or forks.has_ended(self.child)):
            self.begun_at = time.monotonic()
            self.child = forks.fork(self.app, lambda: self.work(arbiter))

    def work(self, arbiter: Arbiter) -> None:
        """What the forked process does: nothing of its parent's but the work."""
        for listener in arbiter.LISTENERS:
            listener.close()
        for number in arbiter.SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        work_until_stopped(self.app, self.settings, parent=arbiter.pid)

    def ask_to_end(self) -> None:
        if self.child and not forks.has_ended(self.child):
            os.kill(self.child, signal.SIGTERM)

    def end(self) -> None:
        """Wait for it, but not for ever."""
        until = time.monotonic() + GRACE_SECONDS
        while self.child and not forks.has_ended(self.child):
            if time.monotonic() > until:
                os.kill(self.child, signal.SIGKILL)
            time.sleep(0.02)
        self.child = 0


def work_until_stopped(
    app: Flask, settings: Settings, *, parent: int | None = None
) -> None:
    """Be the worker until a signal says stop, or the parent is gone."""
    stop = threading.Event()
    for number in STOPS:
        signal.signal(number, lambda *_: stop.set())
    if parent is not None:
        threading.Thread(target=end_with, args=(parent, stop), daemon=True).start()
    work(app, settings, stop)


def end_with(parent: int, stop: threading.Event) -> None:
    """A worker whose server was killed must not go on alone, unseen."""
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
