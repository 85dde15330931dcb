"""Serve the pages, run the worker, bring the database up to date."""

import os
import signal
import subprocess
import sys
import threading
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication

from cocreate.cli.application import application
from cocreate.config import Settings, current
from cocreate.kernel import migrate as migrations
from cocreate.kernel.db import db
from cocreate.kernel.jobs import work as work_until
from cocreate.kernel.transaction import transaction
from cocreate.people.actions import first_code

RESTART_SECONDS = 1.0
GRACE_SECONDS = 10


@click.command()
def migrate() -> None:
    """Bring the database to the newest migration."""
    app = application()
    if not migrations.is_current(app):
        migrations.upgrade(app)
        click.echo("The database is up to date.")


@click.command()
@click.option("--with-worker", is_flag=True, help="Run the worker beside the pages.")
@click.option("--host", help="Instead of COCREATE_HOST.")
@click.option("--port", type=int, help="Instead of COCREATE_PORT.")
def serve(*, with_worker: bool, host: str | None, port: int | None) -> None:
    """Serve the pages until interrupted."""
    app = application()
    refuse_outdated(app)
    tell_first_code(app)
    settings = current()
    address = f"{host or settings.host}:{port or settings.port}"
    Server(app, settings, address, worker=Worker() if with_worker else None).run()


def refuse_outdated(app: Flask) -> None:
    if not migrations.is_current(app):
        raise click.ClickException("The database is not up to date: cocreate migrate")
    with app.app_context():
        db.engine.dispose()  # a connection must not be shared with forked processes


def tell_first_code(app: Flask) -> None:
    """While nobody runs the site, print what makes its first administrator."""
    with app.app_context():
        with transaction():
            code = first_code()
        db.engine.dispose()  # the server forks
    if code:
        page = f"{current().site_url}/first-administrator"
        click.echo(f"\n  Nobody runs this site yet. Open {page}\n  Code: {code}")


class Worker:
    """The worker as a process beside the pages, started again should it end."""

    def __init__(self) -> None:
        self.child: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()

    def start(self) -> None:
        threading.Thread(target=self.keep_running, daemon=True).start()

    def keep_running(self) -> None:
        command = [sys.executable, "-m", "cocreate", "worker", "--with-parent"]
        while not self.stopping.is_set():
            self.child = subprocess.Popen(command)  # noqa: S603 - our own command
            self.child.wait()
            self.stopping.wait(RESTART_SECONDS)

    def stop(self) -> None:
        self.stopping.set()
        if self.child is None or self.child.poll() is not None:
            return
        self.child.terminate()
        try:
            self.child.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self.child.kill()


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with threads: the application is loaded once, then forked."""

    def __init__(
        self, app: Flask, settings: Settings, address: str, *, worker: Worker | None
    ) -> None:
        self.app = app
        self.settings = settings
        self.address = address
        self.worker = worker
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self.address,
            "workers": self.settings.web_processes,
            "threads": self.settings.web_threads,
            "worker_class": "gthread",
            "preload_app": True,
            "keepalive": 15,
            "timeout": 120,
            "graceful_timeout": GRACE_SECONDS,
            "control_socket_disable": True,
            "forwarded_allow_ips": "127.0.0.1",
            "loglevel": "warning",
            "when_ready": self.ready,
            "on_exit": self.ended,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app

    def ready(self, _: Any) -> None:
        if self.worker:
            self.worker.start()
        click.echo(f"\n  {self.settings.site_name} is at http://{self.address}\n")

    def ended(self, _: Any) -> None:
        if self.worker:
            self.worker.stop()


@click.command("worker")
@click.option("--with-parent", is_flag=True, help="End when the parent process ends.")
def work(*, with_parent: bool) -> None:
    """Deliver events, send mail, keep the index and the schedules."""
    app = application()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if with_parent:
        threading.Thread(target=end_with_parent, args=(stop,), daemon=True).start()
    work_until(app, stop)


def end_with_parent(stop: threading.Event) -> None:
    """A worker whose server was killed must not go on alone, unseen."""
    parent = os.getppid()
    while not stop.wait(1.0):
        if os.getppid() != parent:
            stop.set()
