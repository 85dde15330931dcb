"""Where nothing may be left out, a skipped test has failed."""

import os

import pytest

FORBIDDEN = bool(os.environ.get("COCREATE_FORBID_SKIPS"))
ALLOWED = "../shared"  # real data that a clone may not have beside it


def refuse_skips(report: pytest.TestReport) -> None:
    """Turn a skip into a failure, when skips are forbidden."""
    if not FORBIDDEN or not report.skipped or hasattr(report, "wasxfail"):
        return
    if ALLOWED not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped, where that is forbidden: {report.longrepr}"
