"""Tell what was decided on which voices, what shipped, and who is thanked."""

from datetime import datetime

from cocreate.cli.demo.outcomes import Cite, Decision, Release
from cocreate.cli.demo.world import World, at, date_of, moment
from cocreate.credits.actions import derive_credits
from cocreate.decisions.actions import PastCitation, PastDecision, bring_decision
from cocreate.decisions.drafts import DecisionDraft, OptionDraft
from cocreate.releases.actions import bring_release
from cocreate.releases.drafts import ReleaseDraft


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


def draft_of(world: World, decision: Decision) -> DecisionDraft:
    voices = [f"**{world.cast[one.by].name}:** {one.text}" for one in decision.dissent]
    day = decision.revisit_day
    return DecisionDraft(
        title=decision.title,
        rationale=decision.why,
        options=tuple(
            OptionDraft(option.name, option.argument, option.chosen)
            for option in decision.options
        ),
        dissent="\n\n".join(voices),
        revisit_on=date_of(day) if day is not None else None,
    )


def citation(world: World, cite: Cite) -> PastCitation:
    if cite.on in world.ideas:
        author = world.people[world.subjects[cite.on].author]
        return PastCitation(author, idea_id=world.ideas[cite.on], thanks=cite.thanks)
    author = world.people[world.remarks[cite.on].author]
    said = world.comments[cite.on]
    return PastCitation(author, comment_id=said, thanks=cite.thanks)


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
