"""The real server with its worker, as a process that can be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from cocreate.config import Settings
from tests.faults.forking import Forked, become
from tests.ports import own_port

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # how soon it is back is judged elsewhere
PAUSE = 0.02


class House:
    """One server on one database; it may be killed and started as often as we like."""

    def __init__(
        self, settings: Settings, log: Path, *, first: str = "", **said: str
    ) -> None:
        self.settings = settings
        self.first = first  # what its program does before all else
        self.said = said  # further settings, by the names of their variables
        self.port = own_port()
        self.log = log
        self.process: subprocess.Popen[bytes] | Forked | None = None
        self.forks = False  # its processes, each from one that has read the program

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, *, with_worker: bool = True) -> float:
        """Start it; give the seconds until it answered."""
        began = time.monotonic()
        extra = ["--with-worker"] if with_worker else []
        self.run("serve", "--port", str(self.port), *extra)
        self.wait_until_it_answers()
        return time.monotonic() - began

    def work_alone(self) -> None:
        """A worker without a server."""
        self.run("worker")

    def run(self, *command: str) -> None:
        if self.forks:
            told = (str(ROOT), self.environment(), str(self.log))
            self.process = Forked(become, [*command], *told)
            return
        after = f"{self.first}\nfrom cocreate.__main__ import main\nmain()"
        program = ["-c", after] if self.first else ["-m", "cocreate"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                [sys.executable, *program, *command],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ
        }
        return {
            **kept,
            "PYTHONPATH": str(ROOT),
            "COCREATE_SECRET_KEY": self.settings.secret_key.get_secret_value(),
            "COCREATE_DATABASE_URL": self.settings.database_url,
            "COCREATE_DATA_DIR": str(self.settings.data_dir),
            "COCREATE_PASSWORD_TIME_COST": "1",
            "COCREATE_PASSWORD_MEMORY_KIB": "8",
            "COCREATE_RATE_LIMITS_ON": "false",
            "COCREATE_FORM_LEAST_SECONDS": "0",
            "COCREATE_PORT": str(self.port),
            "COCREATE_MAIL_URL": self.settings.mail_url or "",
            **self.said,
        }

    def wait_until_it_answers(self, patience: float = PATIENCE) -> None:
        until = time.monotonic() + patience
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()[-4000:]
            try:
                requests.get(f"{self.address}/sign-in", timeout=5)
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(PAUSE)
            else:
                return
        raise AssertionError(f"no answer in {patience} s: {self.log.read_text()}")

    def kill(self) -> None:
        """SIGKILL for the server, its workers and everything else it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):  # they have ended by themselves
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def whole(self) -> list[int]:
        """Its children, once all are there: it answers as soon as the first is."""
        many = self.settings.web_processes + 1  # and the worker
        until = time.monotonic() + PATIENCE
        while len(found := self.children()) < many:
            assert time.monotonic() < until, f"{len(found)} of {many} processes began"
            time.sleep(PAUSE)
        return found

    def children(self) -> list[int]:
        """The processes that it has forked."""
        assert self.process is not None
        told = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in told.read_text().split()]

    def complaints(self) -> list[str]:
        """What the log says of databases that were locked, and of our own failures."""
        bad = ("database is locked", "request.failed", "worker.failed", "outbox.failed")
        lines = self.log.read_text().splitlines()
        return [line[:600] for line in lines if any(word in line for word in bad)]


@contextmanager
def house(
    settings: Settings, log: Path, *, first: str = "", **said: str
) -> Iterator[House]:
    running = House(settings, log, first=first, **said)
    try:
        yield running
    finally:
        running.kill()


def crowding() -> float:
    """How many want each processor of this machine: 1 when it is ours."""
    lately, running = os.getloadavg()[0], Path("/proc/loadavg").read_text().split()[3]
    return max(1.0, max(lately, int(running.split("/")[0])) / (os.cpu_count() or 1))
