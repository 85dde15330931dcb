"""Change what is said of a build: its notes always, the rest until testers have it."""

from cocreate.beta.actions.builds import TEAM_ONLY
from cocreate.beta.drafts import BuildFacts
from cocreate.beta.models import Build, FormerNotes
from cocreate.beta.policy import may_run, why_locked
from cocreate.beta.queries.builds import build_named, get_build, is_assigned
from cocreate.beta.versions import key_of_version
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import BuildId
from cocreate.kernel.policy import Actor, require
from cocreate.kernel.text import render_markdown

TAKEN = "There is a build of this version already."


def amend_notes(actor: Actor, build_id: BuildId, *, notes: str) -> Build:
    """Say it better; what was said before stays, with who amended it and when."""
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    if build.notes != notes:
        db.session.add(
            FormerNotes(
                build_id=build.id,
                notes=build.notes,
                notes_html=build.notes_html,
                by_id=actor.person_id,
            )
        )
        build.notes, build.notes_html = notes, render_markdown(notes)
    return build


def change_facts(actor: Actor, build_id: BuildId, facts: BuildFacts) -> Build:
    """Put right what is said of a build, as long as nobody was given it."""
    build = unlocked(actor, build_id)
    other = build_named(build.programme_id, facts.platform, facts.version)
    if other is not None and other.id != build.id:
        raise InvalidError({"version": TAKEN})
    build.version, build.platform = facts.version, facts.platform
    build.version_key = key_of_version(facts.version, build.number)
    build.channel, build.least_os = facts.channel, facts.least_os
    return build


def unlocked(actor: Actor, build_id: BuildId) -> Build:
    require(may_run(actor), TEAM_ONLY)
    build = get_build(actor, build_id, lock=True)
    if reason := why_locked(build, given=is_assigned(build.id)):
        raise ConflictError(reason)
    return build
