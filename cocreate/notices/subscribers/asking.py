"""Those who have not been heard are asked to speak, in the way they want to hear."""

from cocreate.kernel.clock import local
from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.kernel.outbox import happened_at
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.projects.queries import get_project_by_id
from cocreate.surfacing.events import SilentAsked


def silent_asked(event: SilentAsked) -> None:
    """Once a day at most, however often it is asked."""
    project = get_project_by_id(WORKER, ProjectId(event.project_id))
    on = local(happened_at()).date().isoformat()
    news = News(
        kind=Kind.ASKED,
        about=f"project:{project.id}:asked:{on}",
        path=f"/projects/{project.slug}",
        words=project.name,
        detail=project.summary,
        actor_id=PersonId(event.by_id),
        project_id=project.id,
    )
    tell([PersonId(person_id) for person_id in event.person_ids], news)
