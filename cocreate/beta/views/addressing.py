"""From an address to the programme it names."""

from typing import Any

from cocreate.beta import queries
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects


def programme_at(slug: str) -> Any:
    """The programme of the project at this address, for whoever asks."""
    actor = current_actor()
    project = projects.get_project(actor, slug)
    return queries.get_programme_of(actor, project.id)
