"""A thread as it is drawn: knot after knot, dashed where it is still to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cocreate.beta.queries import BuildTitle
from cocreate.decisions.models import Decision
from cocreate.decisions.queries import Voice, is_cited
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import IdeaPage
from cocreate.ideas.status import Status
from cocreate.kernel.policy import Actor
from cocreate.kernel.text import excerpt_of
from cocreate.people.faces import Face
from cocreate.releases.queries.scope import ReleaseLine
from cocreate.releases.queries.threads import (
    Kind,
    Thread,
    bare_thread,
    find_thread_of_idea,
)

FEW = 3
ALL = 200
FACES = 5
ENDED = (Status.DECLINED, Status.SHIPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One knot. `endpoint` and `named` say where it leads; nowhere, where we are."""

    kind: str
    title: str
    version: str = ""
    at: datetime | None = None
    words: str = ""
    signed: Face | None = None
    did: str = ""
    others: Sequence[Face] = ()
    more: str = ""
    endpoint: str = ""
    named: Mapping[str, int | str] = field(default_factory=dict, hash=False)
    state: str = "done"


@dataclass(frozen=True, slots=True)
class Strand:
    """The part of a thread that runs through one decision."""

    decision: Decision
    steps: list[Step]


def steps_of_idea(actor: Actor, idea: IdeaPage, author: Face) -> tuple[Step, ...]:
    """What came of an idea the actor was let to; where nothing did, nothing is asked.

    That something did may be two seconds old; what it is never is.
    """
    if is_cited(idea.id):
        return steps_of(find_thread_of_idea(actor, idea))
    return steps_of(bare_thread(idea, author))


def steps_of(thread: Thread, *, most: int = FEW) -> tuple[Step, ...]:
    """The whole thread, from the first word to what is still to come."""
    return (
        *first_words(thread, most),
        *(decision_step(thread, decision) for decision in thread.decisions),
        *build_steps(thread, thread.builds),
        *(release_step(thread, line) for line in thread.releases),
        *ahead(thread),
    )


def strands_of(thread: Thread, *, most: int = ALL) -> list[Strand]:
    """The thread taken apart, a strand for each decision."""
    return [
        Strand(decision, strand_steps(thread, decision, most))
        for decision in thread.decisions
    ]


def strand_steps(thread: Thread, decision: Decision, most: int) -> list[Step]:
    builds = [build for build in thread.builds if is_carried(thread, build, decision)]
    return [
        *voice_steps(thread.cites[decision.id], most),
        decision_step(thread, decision),
        *build_steps(thread, builds),
        *(release_step(thread, line) for line in thread.releases),
    ]


def is_carried(thread: Thread, build: BuildTitle, decision: Decision) -> bool:
    """Whether a build carries the decision; one that names none carries what it may."""
    carried = thread.carries.get(build.build_id, ())
    return decision.id in carried or not carried


def first_words(thread: Thread, most: int) -> list[Step]:
    """Where it began: the idea that was asked about, or the voices that were cited."""
    if thread.idea is not None:
        return [own_step(thread.idea, thread.faces[thread.idea.author_id])]
    return voice_steps(thread.voices, most)


def own_step(idea: Idea | IdeaPage, author: Face) -> Step:
    return Step(
        kind="Idea",
        at=idea.proposed_at,
        title=idea.title,
        signed=author,
        more=backed(idea.votes, idea.reports),
        state="here",
    )


def voice_steps(voices: Sequence[Voice], most: int) -> list[Step]:
    """The ideas with the most people behind them, and the comments in one knot."""
    cited = [voice for voice in voices if voice.is_idea]
    cited.sort(key=lambda voice: (-voice.votes, voice.key))
    said = [voice for voice in voices if not voice.is_idea]
    return [*map(idea_step, cited[:most]), *comment_steps(said, most)]


def idea_step(voice: Voice) -> Step:
    return Step(
        kind="Idea",
        at=voice.said_at,
        title=voice.title,
        words=f"“{voice.words}”" if voice.words else "",
        signed=voice.speaker,
        more=backed(voice.votes, voice.reports),
        endpoint="ideas.show",
        named={"idea_id": voice.idea_id or 0},
    )


def backed(votes: int, reports: int) -> str:
    """Who stands behind an idea: those who voted, and what testers reported."""
    said = [voted(votes), reported(reports)]
    return ", ".join(words for words in said if words)


def voted(votes: int) -> str:
    if not votes:
        return ""
    return "and 1 other voted" if votes == 1 else f"and {votes:,} others voted"


def comment_steps(said: Sequence[Voice], most: int) -> list[Step]:
    """Each comment by itself where there is room; where there is not, in one knot."""
    if len(said) <= 1 or most > FEW:
        return [comment_step(voice) for voice in said[:most]]
    others = dict.fromkeys(voice.speaker for voice in said[1:])
    step = comment_step(said[0])
    return [
        replace(
            step,
            kind=f"{len(said)} comments",
            others=tuple(others)[:FACES],
            more="said more of it",
        )
    ]


def comment_step(voice: Voice) -> Step:
    endpoint, named = "ideas.show", {"idea_id": int(voice.idea_id or 0)}
    if voice.idea_id is None:
        endpoint, named = "journal.show", {"entry_id": int(voice.entry_id or 0)}
    return Step(
        kind="Comment",
        at=voice.said_at,
        title=f"“{voice.words}”",
        words=f"On “{voice.title}”",
        signed=voice.speaker,
        endpoint=endpoint,
        named={**named, "_anchor": f"comment-{voice.comment_id}"},
    )


def decision_step(thread: Thread, decision: Decision) -> Step:
    step = Step(
        kind=f"Decision {decision.id}",
        at=decision.published_at,
        title=decision.title,
        words=about_decision(thread, decision),
        signed=thread.faces[decision.author_id],
        did="signed it",
        endpoint="decisions.show",
        named={"decision_id": decision.id},
    )
    return placed(thread, Kind.DECISION, decision.id, step)


def about_decision(thread: Thread, decision: Decision) -> str:
    """Seen from an idea, how much of it was heard; else, who saw it differently."""
    if thread.idea is None:
        dissent = excerpt_of(decision.dissent_html, 160)
        return f"Against it, in the record: {dissent}" if dissent else ""
    cited = thread.cites[decision.id]
    here = sum(voice.idea_id == thread.idea.id for voice in cited)
    if len(cited) == 1:
        return "Cites 1 contribution."
    if here < len(cited):
        return f"Cites {len(cited)} contributions; {here} of them from here."
    return f"Cites {len(cited)} contributions."


def build_steps(thread: Thread, builds: Sequence[BuildTitle]) -> list[Step]:
    """The builds in one knot: from the first version to the last."""
    if not builds:
        return []
    first, last = builds[0], builds[-1]
    versions = list(dict.fromkeys((first.version, last.version)))
    reports = sum(thread.reports.get(build.build_id, 0) for build in builds)
    step = Step(
        kind="Build" if len(builds) == 1 else f"{len(builds)} builds",
        at=last.uploaded_at,
        title=" to ".join(versions),
        words=excerpt_of(last.notes_html, 160),
        signed=thread.faces[last.uploader_id],
        did="built it",
        more=reported(reports),
        endpoint="beta.build",
        named={"build_id": last.build_id},
    )
    return [placed(thread, Kind.BUILD, last.build_id, step)]


def reported(reports: int) -> str:
    if not reports:
        return ""
    if reports == 1:
        return "with 1 report by a tester"
    return f"with {reports:,} reports by testers"


def release_step(thread: Thread, line: ReleaseLine) -> Step:
    step = Step(
        kind="Release",
        version=line.version,
        at=line.published_at,
        title=line.title,
        words=line.excerpt,
        signed=thread.faces[line.author_id],
        did="shipped it" if line.published_at else "is about to ship it",
        endpoint="releases.show",
        named={"release_id": line.id},
    )
    return placed(thread, Kind.RELEASE, line.id, step)


def placed(thread: Thread, kind: Kind, key: int, step: Step) -> Step:
    """The knot we stand on leads nowhere: here it is."""
    if (thread.kind, thread.key) == (kind, key):
        return replace(step, endpoint="", named={}, state="here")
    return step


def ahead(thread: Thread) -> list[Step]:
    """What comes next, while something does."""
    if thread.releases:
        return []
    if thread.builds:
        return [to_come("Release", "With the names of those in it")]
    if thread.decisions:
        return [to_come("Build", "No tester has it yet")]
    if thread.idea is not None and thread.idea.status in ENDED:
        return []
    return [to_come("Decision", "Nothing is decided yet")]


def to_come(kind: str, title: str) -> Step:
    return Step(kind=kind, title=title, state="ahead")
