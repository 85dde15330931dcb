"""A verdict in words, from what to what, with the names of the moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cocreate.ideas.queries import titles
from cocreate.ideas.status import Status
from cocreate.ideas.workflow import read
from cocreate.kernel.clock import local
from cocreate.kernel.ids import DepartmentId, IdeaId, ProjectId
from cocreate.kernel.policy import WORKER
from cocreate.people.queries import faces
from cocreate.projects.queries import workflow_of
from cocreate.triage.acts import Awaited
from cocreate.triage.queries import find_department

NOBODY = "nobody"


def words_for(project_id: ProjectId, changed: dict[str, list[Any]]) -> str:
    """What changed, as the log says it."""
    said = [
        say(project_id, *changed[name]) for name, say in SAID.items() if name in changed
    ]
    words = "; ".join(filter(None, said))
    return words[:1].upper() + words[1:]


def merged(_: ProjectId, was: Any, became: Any) -> str:
    key = IdeaId(became or was)
    title = titles(WORKER, [key])[key].title
    return f"merged into “{title}”" if became else f"taken out of “{title}”"


def split(_: ProjectId, _was: Any, made_id: Any) -> str:
    key = IdeaId(made_id)
    return f"“{titles(WORKER, [key])[key].title}” made an idea of its own"


def status(project_id: ProjectId, was: Any, became: Any) -> str:
    workflow = read(workflow_of(project_id))
    before, after = (workflow.step(Status(one[1] or one[0])) for one in (was, became))
    return "" if after.status is Status.MERGED else f"{before.name} → {after.name}"


def answer(_: ProjectId, was: Any, _became: Any) -> str:
    return "answer changed" if was else "answered"


def tags(_: ProjectId, was: Any, became: Any) -> str:
    return f"tags: {', '.join(was) or 'none'} → {', '.join(became) or 'none'}"


def assignee(_: ProjectId, was: Any, became: Any) -> str:
    known = faces(key for key in (was, became) if key)
    before, after = (
        known[key].name if key in known else NOBODY for key in (was, became)
    )
    return f"looked after by {before} → {after}"


def routed(_: ProjectId, was: Any, became: Any) -> str:
    before, after = department_names(was), department_names(became)
    return f"with {before} → {after}"


def department_names(routings: Any) -> str:
    found = (find_department(DepartmentId(one[0])) for one in routings)
    return ", ".join(one.name for one in found if one) or "no department"


def pause(_: ProjectId, _was: Any, became: Any) -> str:
    if became is None:
        return "back on the desk"
    day = local(datetime.fromisoformat(became[1]))
    until = f"{day.day} {day:%B %Y}"
    if became[0] == Awaited.AUTHOR:
        return f"author asked, back by {until}"
    return f"put off until {until}"


def note(_: ProjectId, _was: Any, _became: Any) -> str:
    return "noted"


SAID: dict[str, Callable[[ProjectId, Any, Any], str]] = {
    "merged": merged,
    "split": split,
    "status": status,
    "answer": answer,
    "tags": tags,
    "assignee": assignee,
    "routed": routed,
    "pause": pause,
    "note": note,
}
