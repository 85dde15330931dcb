"""Projects, open for ideas unless a test says otherwise."""

from itertools import count

from cocreate.kernel.db import db
from cocreate.projects.models import Project
from cocreate.projects.phase import Phase

numbers = count(1)


def a_project(
    name: str = "The mobile bank", *, phase: Phase = Phase.IDEATE, private: bool = False
) -> Project:
    project = Project(
        name=name, slug=f"project-{next(numbers)}", phase=phase, is_private=private
    )
    db.session.add(project)
    db.session.commit()
    return project
