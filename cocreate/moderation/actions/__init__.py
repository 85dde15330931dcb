"""What may be done in moderation. The only writer of its tables."""

from cocreate.moderation.actions.appeal import appeal, bring_back
from cocreate.moderation.actions.bands import forget_bands
from cocreate.moderation.actions.bring import (
    PastAppeal,
    PastFlag,
    PastVerdict,
    bring_appeal,
    bring_review,
    move_flags,
)
from cocreate.moderation.actions.complain import complain_of_flag, complain_of_notice
from cocreate.moderation.actions.flag import flag_comment, flag_idea, flag_person
from cocreate.moderation.actions.forget import forget_notice_givers
from cocreate.moderation.actions.guard import (
    look_at_comment,
    look_at_idea,
    look_at_vote,
)
from cocreate.moderation.actions.judge import (
    close_review,
    judge_comment,
    judge_idea,
    suspend_person,
)
from cocreate.moderation.actions.learn import LEAST_SPAM, learn_spam
from cocreate.moderation.actions.looks import look_again, pass_on, put_look
from cocreate.moderation.actions.notify import NoticeDraft, answer_notices, give_notice
from cocreate.moderation.actions.open import hold, open_case
from cocreate.moderation.actions.past import PastRing, bring_verdict_on_votes
from cocreate.moderation.actions.rings import bring_votes_before, look_for_rings
from cocreate.moderation.actions.sanction import lift_suspension
from cocreate.moderation.actions.tell_years import keep_year, tell_years
from cocreate.moderation.actions.trials import (
    ask_dry_run,
    carry_out_trial,
    claim_trial,
)
from cocreate.moderation.actions.trust import overdue_moves, reckon_some
from cocreate.moderation.actions.try_rule import switch_off, switch_on, try_rule
from cocreate.moderation.actions.undo import undo_verdict
from cocreate.moderation.actions.watch import (
    remove_rule,
    rules_changed,
    set_limit,
    watch_words,
)
from cocreate.moderation.actions.work import claim, escalate, note_on_case, release

__all__ = [
    "LEAST_SPAM",
    "NoticeDraft",
    "PastAppeal",
    "PastFlag",
    "PastRing",
    "PastVerdict",
    "answer_notices",
    "appeal",
    "ask_dry_run",
    "bring_appeal",
    "bring_back",
    "bring_review",
    "bring_verdict_on_votes",
    "bring_votes_before",
    "carry_out_trial",
    "claim",
    "claim_trial",
    "close_review",
    "complain_of_flag",
    "complain_of_notice",
    "escalate",
    "flag_comment",
    "flag_idea",
    "flag_person",
    "forget_bands",
    "forget_notice_givers",
    "give_notice",
    "hold",
    "judge_comment",
    "judge_idea",
    "keep_year",
    "learn_spam",
    "lift_suspension",
    "look_again",
    "look_at_comment",
    "look_at_idea",
    "look_at_vote",
    "look_for_rings",
    "move_flags",
    "note_on_case",
    "open_case",
    "overdue_moves",
    "pass_on",
    "put_look",
    "reckon_some",
    "release",
    "remove_rule",
    "rules_changed",
    "set_limit",
    "suspend_person",
    "switch_off",
    "switch_on",
    "tell_years",
    "try_rule",
    "undo_verdict",
    "watch_words",
]
