import pytest

from cocreate.kernel.db import db
from cocreate.projects.models import Project
from cocreate.votes.jobs import refresh_figures, refresh_small_figures
from tests.factories import a_person, a_project, a_vote, an_idea

pytestmark = pytest.mark.usefixtures("app")


def figures(project: Project) -> tuple[int, int]:
    db.session.expire_all()
    return project.votes, project.people


def test_a_project_knows_how_many_it_heard() -> None:
    project, quiet = a_project(), a_project()
    first, second = an_idea(project=project), an_idea(project=project)
    keen = a_person("Keen")
    a_vote(first, keen)
    a_vote(second, keen)
    a_vote(first)
    refresh_small_figures()
    assert figures(project) == (3, 4)  # two authors, two voters
    assert figures(quiet) == (0, 0)
    refresh_figures()
    assert figures(project) == (3, 4)
