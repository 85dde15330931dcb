"""What the desk does beyond a verdict. The only writer of the tables of triage."""

from cocreate.triage.actions.merge import bring_merge, merge_ideas, unmerge_idea
from cocreate.triage.actions.note import PastNote, bring_notes, note_idea
from cocreate.triage.actions.plan import cancel_plan, carry_out, plan_status
from cocreate.triage.actions.split import split_idea, unsplit_idea

__all__ = [
    "PastNote",
    "bring_merge",
    "bring_notes",
    "cancel_plan",
    "carry_out",
    "merge_ideas",
    "note_idea",
    "plan_status",
    "split_idea",
    "unmerge_idea",
    "unsplit_idea",
]
