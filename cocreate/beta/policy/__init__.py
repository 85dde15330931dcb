"""Who may test, and who may have the bytes. Each rule gives its reason."""

from cocreate.beta.policy.builds import why_gone, why_not_download
from cocreate.beta.policy.reports import may_join, may_judge, may_report
from cocreate.beta.policy.seats import (
    HOLDING_A_SEAT,
    IN_THE_PROGRAMME,
    has_accepted,
    may_apply,
    may_run,
    takes_testers,
    why_not_apply,
)

__all__ = [
    "HOLDING_A_SEAT",
    "IN_THE_PROGRAMME",
    "has_accepted",
    "may_apply",
    "may_join",
    "may_judge",
    "may_report",
    "may_run",
    "takes_testers",
    "why_gone",
    "why_not_apply",
    "why_not_download",
]
