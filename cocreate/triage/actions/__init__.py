"""What the desk does beyond a verdict. The only writer of the tables of triage."""

from cocreate.triage.actions.apart import put_together, take_apart
from cocreate.triage.actions.bringing import (
    PastPause,
    PastRouting,
    PastVerdict,
    bring_department,
    bring_pause,
    bring_routing,
    bring_verdicts,
)
from cocreate.triage.actions.decline import decline_idea
from cocreate.triage.actions.duplicates import (
    merge_group,
    merge_groups,
    part_group,
    part_groups,
)
from cocreate.triage.actions.many import Refused, to_each
from cocreate.triage.actions.merge import bring_merge, merge_ideas, unmerge_idea
from cocreate.triage.actions.note import PastNote, bring_notes, note_idea
from cocreate.triage.actions.pause import (
    ask_author,
    note_reply,
    snooze_idea,
    wake_idea,
)
from cocreate.triage.actions.plan import cancel_plan, carry_out, plan_status
from cocreate.triage.actions.remind import remind
from cocreate.triage.actions.route import (
    close_department,
    make_department,
    route_idea,
    staff_department,
    unroute_idea,
)
from cocreate.triage.actions.split import split_idea, unsplit_idea
from cocreate.triage.actions.verdict import OvertakenError, judging, undo_verdict

__all__ = [
    "OvertakenError",
    "PastNote",
    "PastPause",
    "PastRouting",
    "PastVerdict",
    "Refused",
    "ask_author",
    "bring_department",
    "bring_merge",
    "bring_notes",
    "bring_pause",
    "bring_routing",
    "bring_verdicts",
    "cancel_plan",
    "carry_out",
    "close_department",
    "decline_idea",
    "judging",
    "make_department",
    "merge_group",
    "merge_groups",
    "merge_ideas",
    "note_idea",
    "note_reply",
    "part_group",
    "part_groups",
    "plan_status",
    "put_together",
    "remind",
    "route_idea",
    "snooze_idea",
    "split_idea",
    "staff_department",
    "take_apart",
    "to_each",
    "undo_verdict",
    "unmerge_idea",
    "unroute_idea",
    "unsplit_idea",
    "wake_idea",
]
