"""Going on telling, where there were many to tell."""

from cocreate.kernel.ids import PersonId, ProjectId
from cocreate.notices.actions import News, tell_the_rest
from cocreate.notices.events import TellingPaused
from cocreate.notices.kind import Kind
from cocreate.notices.pace import Pace


def tell_on(event: TellingPaused) -> None:
    news = News(
        kind=Kind(event.kind),
        about=event.about,
        path=event.path,
        words=event.words,
        detail=event.detail,
        actor_id=None if event.actor_id is None else PersonId(event.actor_id),
        project_id=None if event.project_id is None else ProjectId(event.project_id),
        pace=Pace(event.pace) if event.pace else None,
    )
    tell_the_rest((PersonId(key) for key in event.person_ids), news)
