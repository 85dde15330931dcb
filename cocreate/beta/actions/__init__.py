"""What may be done in the beta. The only writer of its tables."""

from cocreate.beta.actions.applying import (
    TERMS_CHANGED,
    accept_terms,
    admit,
    apply_for_seat,
)
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
    tell_of_expiry,
)
from cocreate.beta.actions.closing import end_programme
from cocreate.beta.actions.devices import add_device, retire_device
from cocreate.beta.actions.downloads import Attempt, begin_download, end_download
from cocreate.beta.actions.drawing import TooEarlyError, draw_lottery
from cocreate.beta.actions.honours import answer_honour, resolve_no
from cocreate.beta.actions.idling import give_on_idle, keep_my_seat, remind_idle
from cocreate.beta.actions.inviting import (
    Invited,
    NoSeatError,
    Wanted,
    invite,
    invite_many,
    make_link,
    revoke_link,
)
from cocreate.beta.actions.judging import (
    LinkedError,
    join_idea,
    judge_report,
    make_idea,
    unlink_report,
)
from cocreate.beta.actions.leaving import (
    complete_testing,
    leave,
    leave_everything,
    remove,
)
from cocreate.beta.actions.nudging import EnoughNudgedError, nudge_testers, show_score
from cocreate.beta.actions.programmes import (
    add_cohort,
    close_programme,
    edit_programme,
    give_seats_due,
    move_to_cohort,
    open_programme,
    reopen_programme,
    save_programme,
)
from cocreate.beta.actions.reports import (
    file_report,
    join_report,
    leave_report,
    move_joins,
    show_reports,
)
from cocreate.beta.actions.rollouts import (
    halt_build,
    pause_rollout,
    plan_rollout,
    release_rollout,
    resume_build,
    roll_back,
    take_step,
)
from cocreate.beta.actions.screening import ask_question, retire_question
from cocreate.beta.actions.tasks import add_task, answer_task, drop_task, rate_build

__all__ = [
    "TERMS_CHANGED",
    "Attempt",
    "EnoughNudgedError",
    "Invited",
    "LinkedError",
    "NoSeatError",
    "PastBuild",
    "PastEnrolment",
    "PastReport",
    "TooEarlyError",
    "Wanted",
    "accept_terms",
    "add_build",
    "add_cohort",
    "add_device",
    "add_task",
    "admit",
    "answer_honour",
    "answer_task",
    "apply_for_seat",
    "ask_question",
    "assign_build",
    "begin_download",
    "bring_build",
    "bring_enrolments",
    "bring_programme",
    "bring_reports",
    "close_programme",
    "complete_testing",
    "draw_lottery",
    "drop_task",
    "edit_programme",
    "end_download",
    "end_programme",
    "file_report",
    "forget_file",
    "give_on_idle",
    "give_seats_due",
    "halt_build",
    "invite",
    "invite_many",
    "join_idea",
    "join_report",
    "judge_report",
    "keep_file",
    "keep_my_seat",
    "leave",
    "leave_everything",
    "leave_report",
    "make_idea",
    "make_link",
    "mark_released",
    "move_joins",
    "move_taken",
    "move_to_cohort",
    "nudge_testers",
    "open_programme",
    "pause_rollout",
    "plan_rollout",
    "rate_build",
    "release_rollout",
    "remind_idle",
    "remove",
    "reopen_programme",
    "resolve_no",
    "resume_build",
    "retire_device",
    "retire_question",
    "revoke_build",
    "revoke_link",
    "roll_back",
    "save_programme",
    "show_reports",
    "show_score",
    "take_step",
    "tell_of_expiry",
    "unlink_report",
]
