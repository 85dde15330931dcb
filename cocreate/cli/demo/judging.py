"""Tell what was flagged and how it was judged, what was folded, what was owed."""

from datetime import timedelta

from cocreate.cli.demo.outcomes import Flag
from cocreate.cli.demo.voices import Hiding
from cocreate.cli.demo.world import World, at, moment
from cocreate.moderation.actions import PastFlag, PastVerdict, bring_review
from cocreate.triage.actions import PastNote, bring_merge, bring_notes


def tell_merges(world: World) -> None:
    """Fold the duplicates: voices and followers go along, nobody counts twice."""
    for idea in world.story.ideas:
        if idea.merged_into:
            step = idea.journey[-1]
            bring_merge(
                world.ideas[idea.key],
                world.ideas[idea.merged_into],
                by_id=world.people[step.by],
                merged_at=at(step),
            )


def tell_notes(world: World) -> None:
    """How each complaint was solved, and what else the company says to itself."""
    bring_notes(
        PastNote(
            world.ideas[idea.key],
            author_id=world.people[note.by],
            body=note.body,
            noted_at=at(note),
        )
        for idea in world.story.ideas
        for note in idea.notes
    )
    bring_notes(
        PastNote(
            world.ideas[idea.key],
            author_id=world.people[idea.complaint.owner],
            body=f"Solved: {idea.complaint.outcome}",
            noted_at=moment(idea.complaint.solved_day, hour=15),
        )
        for idea in world.story.ideas
        if idea.complaint
    )


def tell_flags(world: World) -> None:
    cases: dict[str, list[Flag]] = {}
    for flag in world.story.flags:
        cases.setdefault(flag.on, []).append(flag)
    for key, flags in cases.items():
        said = world.remarks[key] if key in world.remarks else world.subjects[key]
        subject = world.remarks[key].on if key in world.remarks else key
        bring_review(
            world.projects[world.subjects[subject].project],
            idea_id=world.ideas.get(key),
            comment_id=world.comments.get(key),
            author_id=world.people[said.author],
            flags=[past(world, flag) for flag in flags],
            verdict=verdict_on(world, key, flags),
        )


def past(world: World, flag: Flag) -> PastFlag:
    return PastFlag(
        reporter_id=world.people[flag.by],
        reason=flag.reason,
        note=flag.text,
        flagged_at=at(flag),
    )


def verdict_on(world: World, key: str, flags: list[Flag]) -> PastVerdict | None:
    verdict = flags[-1].verdict
    if verdict is None:
        return None
    hiding = hiding_of(world, key)
    latest = max(at(flag) for flag in flags) + timedelta(minutes=1)
    return PastVerdict(
        verdict=verdict.verdict,
        moderator_id=world.people[verdict.by],
        closed_at=max(at(verdict), latest),
        reason=hiding.reason if hiding else None,
        statement=hiding.statement if hiding else "",
    )


def hiding_of(world: World, key: str) -> Hiding | None:
    if key in world.remarks:
        return world.remarks[key].hidden
    return next(idea.hidden for idea in world.story.ideas if idea.key == key)
