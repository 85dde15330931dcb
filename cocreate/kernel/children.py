"""Processes of our own modules, which know no settings and speak with us by pipes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple


class Child(NamedTuple):
    """A process that reads what is written to `asks`, and answers in `says`."""

    asks: IO[bytes]
    says: IO[bytes]
    process: "subprocess.Popen[bytes]"


@contextmanager
def a_child(module: str) -> Iterator[Child]:
    """Run a module of ours by our own interpreter; it is ended at the end, at once."""
    surroundings = {
        "PYTHONPATH": os.pathsep.join(name or str(Path.cwd()) for name in sys.path),
        "PATH": os.environ.get("PATH", ""),
        "LC_ALL": "C.UTF-8",
    }
    process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=surroundings,
        close_fds=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Child(process.stdin, process.stdout, process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(BrokenPipeError):  # of what it did not read any more
                pipe.close()
