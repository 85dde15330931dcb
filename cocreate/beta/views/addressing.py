"""From an address to the programme it names."""

from typing import Any

from cocreate.beta import queries
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


def programme_at(slug: str) -> Any:
    """The programme of the project at this address, for whoever asks."""
    return place_at(slug)[1]


def place_at(slug: str) -> tuple[Any, Any]:
    """The project at this address and its programme, for whoever asks."""
    actor = current_actor()
    project = projects.get_project(actor, slug)
    return project, queries.get_programme_of(actor, project.id)
