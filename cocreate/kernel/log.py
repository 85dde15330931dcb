"""Structured lines for operators: ids and facts, never what people wrote."""

import logging
import sys
from contextlib import suppress
from typing import Any

import structlog
from flask import has_request_context, request

REQUEST_ID = "cocreate.request_id"

log: structlog.stdlib.BoundLogger = structlog.get_logger("cocreate")


def set_up(level: str, *, for_people: bool) -> None:
    """Write lines to standard error: JSON, or readable ones for development."""
    shape: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if for_people
        else structlog.processors.JSONRenderer()
    )
    lines = Lines(sys.stderr)
    structlog.configure(
        processors=[
            name_the_request,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=lambda *_: lines,
        cache_logger_on_first_use=False,
    )


def name_the_request(
    _: Any, __: str, said: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """By the number that its answer carries, so that a complaint leads to its lines."""
    if has_request_context() and (known := request.environ.get(REQUEST_ID)):
        said["request"] = known
    return said


class Lines(structlog.PrintLogger):
    """Nobody is refused a page because the disk of the log is full."""

    def msg(self, message: str) -> None:
        with suppress(OSError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg
