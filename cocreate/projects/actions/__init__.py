"""What may be done to a project. The only writer of its tables."""

from cocreate.projects.actions.bring import (
    PastGoal,
    PastMember,
    PastPhase,
    bring_project,
)
from cocreate.projects.actions.figures import move_counts, set_figures
from cocreate.projects.actions.goals import (
    GoalDraft,
    add_goal,
    edit_goal,
    measure_goal,
    withdraw_goal,
)
from cocreate.projects.actions.members import add_member, remove_member
from cocreate.projects.actions.opening import (
    ProjectDraft,
    as_it_is,
    edit_project,
    ensure_project,
    open_project,
)
from cocreate.projects.actions.steps import (
    change_phase,
    keep_embedding,
    keep_opening,
    keep_workflow,
    make_private,
    make_public,
)

__all__ = [
    "GoalDraft",
    "PastGoal",
    "PastMember",
    "PastPhase",
    "ProjectDraft",
    "add_goal",
    "add_member",
    "as_it_is",
    "bring_project",
    "change_phase",
    "edit_goal",
    "edit_project",
    "ensure_project",
    "keep_embedding",
    "keep_opening",
    "keep_workflow",
    "make_private",
    "make_public",
    "measure_goal",
    "move_counts",
    "open_project",
    "remove_member",
    "set_figures",
    "withdraw_goal",
]
