"""Take releases over: those that shipped, and those that are still being written."""

from datetime import datetime

from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProjectId, ReleaseId
from cocreate.kernel.text import excerpt_of, render_markdown
from cocreate.releases.drafts import ReleaseDraft
from cocreate.releases.models import Release, ReleaseBuild, ReleaseDecision


def bring_release(
    draft: ReleaseDraft,
    *,
    project_id: ProjectId,
    author_id: PersonId,
    written_at: datetime,
    published_at: datetime | None,
) -> ReleaseId:
    """Keep a release with what it ships; nobody is told of it."""
    html = render_markdown(draft.notes)
    release = Release(
        project_id=project_id,
        author_id=author_id,
        title=draft.title,
        version=draft.version,
        notes=draft.notes,
        notes_html=html,
        excerpt=excerpt_of(html),
        written_at=written_at,
        published_at=published_at,
    )
    db.session.add(release)
    db.session.flush()  # what it ships needs the release's key
    for decision_id in draft.decisions:
        db.session.add(ReleaseDecision(release_id=release.id, decision_id=decision_id))
    for build_id in draft.builds:
        db.session.add(ReleaseBuild(release_id=release.id, build_id=build_id))
    db.session.flush()  # credits are derived from what it ships
    return release.id
