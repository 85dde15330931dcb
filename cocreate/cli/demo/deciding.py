"""Tell what was decided on which voices, what shipped, and who is thanked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from cocreate.cli.demo.outcomes import Cite, Decision, Release
from cocreate.cli.demo.world import World, at, date_of, moment
from cocreate.credits.actions import derive_credits, issue_certificate
from cocreate.credits.queries import find_given
from cocreate.decisions.actions import (
    PastCitation,
    PastDecision,
    amend_decision,
    bring_decision,
    words_of,
)
from cocreate.decisions.drafts import DecisionDraft, DecisionWords, OptionDraft
from cocreate.decisions.queries import get_decision
from cocreate.decisions.stance import Side
from cocreate.people.queries import actor_for
from cocreate.projects.actions import keep_embedding
from cocreate.releases.actions import bring_release
from cocreate.releases.drafts import ReleaseDraft

AMENDED = "waits-for-signal"


def tell_decisions(world: World) -> None:
    for decision in world.story.decisions:
        world.decisions[decision.key] = bring_decision(
            PastDecision(
                draft=draft_of(world, decision),
                project_id=world.projects[decision.project],
                author_id=world.people[decision.by],
                stage=decision.stage,
                published_at=at(decision),
                citations=tuple(citation(world, one) for one in decision.cites),
            )
        )


def tell_afterwards(world: World) -> None:
    """What was amended, whose certificate is signed, and where the roadmap stands."""
    ines, lucia = (actor_for(world.people[key]) for key in ("ines", "lucia"))
    keep_embedding(ines, world.projects["next-app"], hosts="*")
    amend_decision(
        ines,
        world.decisions[AMENDED],
        body="The spring pilot showed that a second day is needed.",
        words=amended_words(get_decision(ines, world.decisions[AMENDED])),
    )
    for release_id in world.releases.values():
        if find_given(lucia, release_id):
            issue_certificate(lucia, release_id)


def amended_words(decision: Any) -> DecisionWords:
    title = decision.title.replace("for one day", "for two days")
    return replace(words_of(decision), title=title)


def draft_of(world: World, decision: Decision) -> DecisionDraft:
    day = decision.revisit_day
    return DecisionDraft(
        title=decision.title,
        rationale=decision.why,
        options=tuple(
            OptionDraft(option.name, option.argument, option.chosen)
            for option in decision.options
        ),
        dissent="\n\n".join(one.text for one in decision.dissent),
        dissent_by=dissenters(world, decision),
        revisit_on=date_of(day) if day is not None else None,
    )


def dissenters(world: World, decision: Decision) -> str:
    """Who saw it differently by name; customers speak without one."""
    return ", ".join(
        world.cast[one.by].name for one in decision.dissent if world.cast[one.by].title
    )


def citation(world: World, cite: Cite) -> PastCitation:
    side = Side(cite.of, cite.speaks) if cite.speaks else None
    if cite.on in world.ideas:
        return PastCitation(
            world.people[world.subjects[cite.on].author],
            idea_id=world.ideas[cite.on],
            thanks=cite.thanks,
            side=side,
        )
    return PastCitation(
        world.people[world.remarks[cite.on].author],
        comment_id=world.comments[cite.on],
        thanks=cite.thanks,
        side=side,
    )


def tell_releases(world: World) -> None:
    """What shipped is published and thanks people; what is to come is a draft."""
    for release in world.story.releases:
        published_at = shipped_at(release)
        world.releases[release.key] = bring_release(
            ReleaseDraft(
                title=release.title,
                version=release.version,
                notes="\n\n".join(filter(None, (release.summary, release.notes))),
                decisions=tuple(world.decisions[key] for key in release.decisions),
                builds=tuple(world.builds[key] for key in release.builds),
            ),
            project_id=world.projects[release.project],
            author_id=world.people[release.by],
            written_at=published_at or moment(min(release.planned_day - 60, 300)),
            published_at=published_at,
        )
        if published_at:
            derive_credits(world.releases[release.key])


def shipped_at(release: Release) -> datetime | None:
    if release.released_day is None:
        return None
    hours, minutes = (release.released_time or "09:00").split(":")
    return moment(release.released_day, hour=int(hours)).replace(minute=int(minutes))
