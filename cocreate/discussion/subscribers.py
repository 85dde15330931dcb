"""What discussion does when something happened elsewhere."""

from cocreate.discussion import actions
from cocreate.ideas.events import IdeaProposed
from cocreate.kernel.ids import IdeaId, PersonId, ProjectId
from cocreate.people.events import PersonLeft
from cocreate.people.queries import face_of
from cocreate.projects.events import ProjectOpened


def follow_own_idea(event: IdeaProposed) -> None:
    """Whoever proposes an idea is told what happens to it."""
    actions.follow_as_author(PersonId(event.author_id), IdeaId(event.idea_id))


def follow_own_project(event: ProjectOpened) -> None:
    """Whoever opens a project is told what happens in it; imports open for nobody."""
    if event.by_id:
        actions.follow_as_opener(PersonId(event.by_id), ProjectId(event.project_id))


def forget_calls(event: PersonLeft) -> None:
    """Nobody calls them by their name any more; who they were is still known here."""
    person_id = PersonId(event.person_id)
    name = face_of(person_id).name
    actions.forget_calls(person_id, name=name, instead="somebody who left")
