"""Structured lines for operators: ids and facts, never what people wrote."""

import logging
import sys

import structlog

log: structlog.stdlib.BoundLogger = structlog.get_logger("cocreate")


def set_up(level: str, *, for_people: bool) -> None:
    """Write lines to standard error: JSON, or readable ones for development."""
    shape: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
        if for_people
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            shape,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
