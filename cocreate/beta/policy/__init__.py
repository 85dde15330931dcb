"""Who may test, and who may have the bytes. Each rule gives its reason."""

from cocreate.beta.policy.builds import (
    EXPIRY_NOTICES,
    is_former,
    notice_due,
    why_gone,
    why_held,
    why_not_download,
)
from cocreate.beta.policy.invitations import why_not_by
from cocreate.beta.policy.reports import may_join, may_judge, may_report
from cocreate.beta.policy.seats import (
    HOLDING_A_SEAT,
    IN_THE_PROGRAMME,
    SETTLED,
    entries_are_over,
    has_accepted,
    has_ended,
    may_apply,
    may_run,
    may_test,
    only_cited_now,
    takes_testers,
    why_no_testers,
    why_not_among,
    why_not_apply,
    why_not_test,
)

__all__ = [
    "EXPIRY_NOTICES",
    "HOLDING_A_SEAT",
    "IN_THE_PROGRAMME",
    "SETTLED",
    "entries_are_over",
    "has_accepted",
    "has_ended",
    "is_former",
    "may_apply",
    "may_join",
    "may_judge",
    "may_report",
    "may_run",
    "may_test",
    "notice_due",
    "only_cited_now",
    "takes_testers",
    "why_gone",
    "why_held",
    "why_no_testers",
    "why_not_among",
    "why_not_apply",
    "why_not_by",
    "why_not_download",
    "why_not_test",
]
