"""Write a release down, and write it anew while it is a draft."""

from sqlalchemy import delete

from cocreate.beta.queries import build_titles, find_programme
from cocreate.decisions import queries as decisions
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import ProjectId, ReleaseId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.projects.queries import get_project, get_project_by_id
from cocreate.releases.drafts import ReleaseDraft
from cocreate.releases.models import Release, ReleaseBuild, ReleaseDecision
from cocreate.releases.policy import may_rewrite, may_ship
from cocreate.releases.queries import find_version, get_release

TEAM_SHIPS = "The product team ships releases."
IT_SHIPPED = "This release is published: what came after it goes into the next."


def write_release(actor: Actor, slug: str, *, draft: ReleaseDraft) -> Release:
    """Write a release down, for the team's eyes; publishing it is another step.

    A second press gives the draft that the first one made.
    """
    project = get_project(actor, slug)
    require(may_ship(actor), TEAM_SHIPS)
    # Locked first: of two presses, the second must see what the first has written.
    get_project_by_id(actor, project.id, lock=True)
    check_contents(actor, project.id, draft)
    taken = find_version(project.id, draft.version)
    if taken is not None and is_same(actor, taken, draft):
        return taken
    refuse_taken(taken)
    release = Release(
        project_id=project.id, author_id=actor.person_id, written_at=now()
    )
    put_words(release, draft)
    db.session.add(release)
    db.session.flush()  # what it ships needs the release's key
    put_contents(release, draft)
    return release


def check_contents(actor: Actor, project_id: ProjectId, draft: ReleaseDraft) -> None:
    """Refuse what is not decided here, or not built here."""
    known = decisions.published(actor, draft.decisions)
    if {decision.project_id for decision in known} - {project_id} or len(known) != len(
        {*draft.decisions}
    ):
        raise InvalidError(
            {"decisions": "One of these is not a published decision of this project."}
        )
    programme = find_programme(actor, project_id)
    builds = build_titles(actor, draft.builds).values()
    here = [
        build
        for build in builds
        if programme is not None and build.programme_id == programme.id
    ]
    if len(here) != len({*draft.builds}):
        raise InvalidError({"builds": "One of these is not a build of this project."})


def is_same(actor: Actor, taken: Release, draft: ReleaseDraft) -> bool:
    """Whether a release is what a first press of the same button made."""
    return (taken.author_id, taken.title, taken.notes) == (
        actor.person_id,
        draft.title,
        draft.notes,
    )


def refuse_taken(taken: Release | None) -> None:
    if taken is not None:
        sentence = f"Version {taken.version} is taken, by “{taken.title}”."
        raise InvalidError({"version": sentence})


def put_words(release: Release, draft: ReleaseDraft) -> None:
    release.title = draft.title
    release.version = draft.version
    release.notes = draft.notes
    release.notes_html = render_markdown(draft.notes)
    release.excerpt = excerpt_of(release.notes_html)


def put_contents(release: Release, draft: ReleaseDraft) -> None:
    db.session.add_all(
        ReleaseDecision(release_id=release.id, decision_id=decision_id)
        for decision_id in {*draft.decisions}
    )
    db.session.add_all(
        ReleaseBuild(release_id=release.id, build_id=build_id)
        for build_id in {*draft.builds}
    )
    db.session.flush()  # the page that follows reads them


def rewrite_release(
    actor: Actor, release_id: ReleaseId, *, draft: ReleaseDraft
) -> Release:
    """Put other words and contents in the place of a draft's."""
    release = get_release(actor, release_id, lock=True)
    require(may_ship(actor), TEAM_SHIPS)
    require(may_rewrite(actor, release), IT_SHIPPED)
    get_project_by_id(actor, release.project_id, lock=True)
    check_contents(actor, release.project_id, draft)
    taken = find_version(release.project_id, draft.version)
    refuse_taken(taken if taken is not release else None)
    put_words(release, draft)
    clear(release)
    put_contents(release, draft)
    return release


def clear(release: Release) -> None:
    """Take what a draft would ship out of it."""
    for table in (ReleaseDecision, ReleaseBuild):
        db.session.execute(delete(table).where(table.release_id == release.id))
