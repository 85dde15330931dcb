"""Processes that share what this one has loaded, and do one thing aside."""

import os
import sys
import traceback
from collections.abc import Callable

from flask import Flask

from cocreate.kernel.db import db

FAILED = 1


def fork(app: Flask, run: Callable[[], object]) -> int:
    """Begin a process that runs this and ends; give its number.

    It never comes back into the code of its parent, whatever it raises.
    """
    part_from_database(app)
    sys.stdout.flush()
    if child := os.fork():
        return child
    code = FAILED
    try:
        run()
        code = 0
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else FAILED * bool(ended.code)
    except BaseException:  # noqa: BLE001 - said here, for nobody is above
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def part_from_database(app: Flask) -> None:
    """Close every connection: two processes must not speak on one."""
    with app.app_context():
        db.engine.dispose()


def result_of(child: int) -> int:
    """Wait until it has ended; give its exit code."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def has_ended(child: int) -> bool:
    """Whether it has ended; it may have been waited for by somebody else."""
    try:
        found, _ = os.waitpid(child, os.WNOHANG)
    except ChildProcessError:
        return True
    return bool(found)
