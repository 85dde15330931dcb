"""What happens at the desk: told to colleagues, and what is taken back to all."""

from dataclasses import replace
from datetime import datetime

from cocreate.kernel.clock import local
from cocreate.kernel.ids import DepartmentId, PersonId
from cocreate.notices.actions import forget, tell
from cocreate.notices.kind import Kind
from cocreate.notices.subscribers.ideas import concerned, find_title, news_of
from cocreate.triage.events import AnswerDue, IdeaRouted, VerdictUndone
from cocreate.triage.queries import find_department

TOLD_AS = {"answer": Kind.ANSWER, "merged": Kind.MERGED, "assignee": Kind.ASSIGNED}
TAKEN_BACK = {
    "status": "What it was moved to holds no more.",
    "answer": "Its answer was taken back.",
    "merged": "It stands by itself again.",
}


def undone(event: VerdictUndone) -> None:
    """Whoever was told is told that it holds no more; told anew, it is news."""
    idea = find_title(event.idea_id)
    if idea is None:
        return
    for part in event.parts:
        if part in TOLD_AS:
            forget(TOLD_AS[part], f"idea:{idea.id}")
    said = " ".join(TAKEN_BACK[part] for part in event.parts if part in TAKEN_BACK)
    if said:
        news = news_of(idea, Kind.TAKEN_BACK, detail=said, by_id=event.by_id)
        about = f"idea:{idea.id}:verdict:{event.verdict_id}"
        tell(concerned(idea), replace(news, about=about))


def routed(event: IdeaRouted) -> None:
    """The department hears that it is to look at an idea."""
    idea = find_title(event.idea_id)
    department = find_department(DepartmentId(event.department_id))
    if idea is None or department is None:
        return
    news = news_of(idea, Kind.ROUTED, detail=department.name, by_id=event.by_id)
    about = f"idea:{idea.id}:department:{department.id}"
    tell(people_of(event.person_ids), replace(news, about=about))


def answer_due(event: AnswerDue) -> None:
    """Whoever looks after an idea hears that its time runs out."""
    idea = find_title(event.idea_id)
    if idea is None:
        return
    day = local(datetime.fromisoformat(event.due_at))
    said = f"Due on {day.day} {day:%B %Y, %H:%M}."
    about = f"idea:{idea.id}:due:{event.department_id}"
    news = news_of(idea, Kind.DUE, detail=said)
    tell(people_of(event.person_ids), replace(news, about=about))


def people_of(keys: tuple[int, ...]) -> set[PersonId]:
    return {PersonId(key) for key in keys}
