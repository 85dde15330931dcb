"""Releases, with what they ship."""

from collections.abc import Sequence
from itertools import count

from cocreate.beta.models import Build
from cocreate.decisions.models import Decision
from cocreate.kernel.db import db
from cocreate.people.models import Person
from cocreate.projects.models import Project
from cocreate.releases.actions import publish_release, write_release
from cocreate.releases.drafts import ReleaseDraft
from cocreate.releases.models import Release
from tests.factories.people import a_product_manager, actor_of
from tests.factories.projects import a_project

numbers = count(1)


def a_release(
    *,
    project: Project | None = None,
    author: Person | None = None,
    title: str = "The one that lets you breathe",
    version: str | None = None,
    decisions: Sequence[Decision] = (),
    builds: Sequence[Build] = (),
    published: bool = True,
) -> Release:
    author = author or a_product_manager()
    project = project or (
        db.session.get_one(Project, decisions[0].project_id)
        if decisions
        else a_project()
    )
    draft = ReleaseDraft(
        title=title,
        version=version or f"4.{next(numbers)}",
        notes="You can freeze your card from the *first* screen.",
        decisions=tuple(decision.id for decision in decisions),
        builds=tuple(build.id for build in builds),
    )
    release = write_release(actor_of(author), project.slug, draft=draft)
    if published:
        publish_release(actor_of(author), release.id)
    db.session.commit()
    return release
