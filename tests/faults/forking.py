"""The program as a process of its own, forked from one that has read it already.

To read a thousand modules takes a start the most of its time, and is the same each
time: who kills a process to see what is lost need not wait for that. That the program
starts from nothing is seen where nothing else is asked.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

ALIKE = [
    *("cocreate.__main__", "cocreate.app"),
    *("cocreate.cli.application", "cocreate.cli.serving"),
]
SOON = 60.0  # seconds, on a machine that does much else


@cache
def reader() -> ForkServerContext:
    context = get_context("forkserver")
    context.set_forkserver_preload([*ALIKE, __name__])
    return context


class Forked:
    """As much of a `subprocess.Popen` as is asked of a process of ours."""

    def __init__(self, act: Callable[..., None], *told: object) -> None:
        self.process: ForkServerProcess = reader().Process(
            target=by_itself, args=(act, *told)
        )
        self.process.start()
        self.pid = self.process.pid or 0
        until = time.monotonic() + SOON
        while os.getpgid(self.pid) != self.pid:  # its children are to be killed with it
            assert time.monotonic() < until, "it did not begin"
            time.sleep(0.001)

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int | None:
        self.process.join(timeout)
        return self.process.exitcode

    def kill(self) -> None:
        """With everything that it has started."""
        os.killpg(self.pid, signal.SIGKILL)
        self.wait()

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)


def by_itself(act: Callable[..., None], *told: object) -> None:
    os.setsid()
    act(*told)


def become(
    command: list[str], folder: str, environment: dict[str, str], log: str
) -> None:
    """Be what `python -m cocreate` would be, there and with that environment."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    with Path(log).open("ab") as written:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(written.fileno(), stream.fileno())
    sys.argv = ["cocreate", *command]
    from cocreate.__main__ import main  # noqa: PLC0415 - with that environment alone

    main()


def serve(told: str, place: str, lingers: float) -> None:
    """Be our own server with these settings, there; gunicorn's threads may linger."""
    from gunicorn import util  # noqa: PLC0415 - whoever forks has read it

    from cocreate.app import create_app  # noqa: PLC0415 - as above
    from cocreate.cli.serving import Server  # noqa: PLC0415 - as above
    from cocreate.config import Settings  # noqa: PLC0415 - as above

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    util.close_graceful.__defaults__ = (lingers, 65536)
    settings = Settings.model_validate_json(told)
    Server(create_app(settings), settings, place, with_worker=False).run()
