"""What may be done in the beta. The only writer of its tables."""

from cocreate.beta.actions.bring import (
    PastBuild,
    PastEnrolment,
    PastReport,
    bring_build,
    bring_enrolments,
    bring_programme,
    bring_reports,
    move_taken,
)
from cocreate.beta.actions.builds import (
    add_build,
    assign_build,
    forget_file,
    keep_file,
    mark_released,
    revoke_build,
)
from cocreate.beta.actions.downloads import Attempt, begin_download, end_download
from cocreate.beta.actions.programmes import (
    add_cohort,
    close_programme,
    edit_programme,
    open_programme,
    reopen_programme,
    save_programme,
)
from cocreate.beta.actions.reports import file_report
from cocreate.beta.actions.seats import (
    TERMS_CHANGED,
    NoSeatError,
    accept_terms,
    apply_for_seat,
    invite,
    leave,
    leave_everything,
    move_to_cohort,
    remove,
)

__all__ = [
    "TERMS_CHANGED",
    "Attempt",
    "NoSeatError",
    "PastBuild",
    "PastEnrolment",
    "PastReport",
    "accept_terms",
    "add_build",
    "add_cohort",
    "apply_for_seat",
    "assign_build",
    "begin_download",
    "bring_build",
    "bring_enrolments",
    "bring_programme",
    "bring_reports",
    "close_programme",
    "edit_programme",
    "end_download",
    "file_report",
    "forget_file",
    "invite",
    "keep_file",
    "leave",
    "leave_everything",
    "mark_released",
    "move_taken",
    "move_to_cohort",
    "open_programme",
    "remove",
    "reopen_programme",
    "revoke_build",
    "save_programme",
]
