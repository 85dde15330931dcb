"""Questions about projects. A private one exists for its members and the team alone."""

from cocreate.projects.queries.goals import (
    Measure,
    find_goal,
    get_goal,
    goals_of,
    measures_of,
)
from cocreate.projects.queries.members import Member, leads_of, members_of
from cocreate.projects.queries.scope import (
    ProjectCard,
    ProjectHeading,
    cards,
    find_project,
    get_heading,
    get_heading_by_id,
    get_project,
    get_project_by_id,
    is_project_member,
    is_visible_to,
    list_projects,
    phase_history,
    phase_of,
    visible_ids,
    visible_to,
)

__all__ = [
    "Measure",
    "Member",
    "ProjectCard",
    "ProjectHeading",
    "cards",
    "find_goal",
    "find_project",
    "get_goal",
    "get_heading",
    "get_heading_by_id",
    "get_project",
    "get_project_by_id",
    "goals_of",
    "is_project_member",
    "is_visible_to",
    "leads_of",
    "list_projects",
    "measures_of",
    "members_of",
    "phase_history",
    "phase_of",
    "visible_ids",
    "visible_to",
]
