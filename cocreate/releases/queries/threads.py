"""The thread: from an idea to what came of it, and from a release back to the words.

Every link in it is a row that somebody made on purpose: a citation, a build that
carries a decision, a release that ships. Each step is shown as far as the actor may
know of it, and a thread is read in the same number of queries however long it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from cocreate.beta import queries as beta
from cocreate.beta.queries import BuildTitle
from cocreate.decisions import queries as decisions
from cocreate.decisions.models import Decision
from cocreate.decisions.queries import Voice
from cocreate.ideas import queries as ideas
from cocreate.ideas.models import Idea
from cocreate.ideas.queries import IdeaPage
from cocreate.kernel.ids import BuildId, DecisionId, IdeaId, PersonId, ReleaseId
from cocreate.kernel.policy import Actor
from cocreate.people.faces import Face
from cocreate.people.queries import face_of, faces
from cocreate.releases.models import Release
from cocreate.releases.queries.scope import (
    COLUMNS,
    ReleaseLine,
    get_release,
)
from cocreate.releases.queries.shipped import (
    builds_shipped,
    decisions_shipped,
    shipping_any,
)

K = TypeVar("K")
V = TypeVar("V")


class Kind(StrEnum):
    IDEA = "idea"
    DECISION = "decision"
    BUILD = "build"
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What hangs together, and how. `idea` is the one that was asked about, if any."""

    kind: Kind
    key: int
    idea: Idea | IdeaPage | None = None
    decisions: Sequence[Decision] = ()
    cites: Mapping[DecisionId, Sequence[Voice]] = field(default_factory=dict)
    builds: Sequence[BuildTitle] = ()
    carries: Mapping[BuildId, Sequence[DecisionId]] = field(default_factory=dict)
    reports: Mapping[BuildId, int] = field(default_factory=dict)
    releases: Sequence[ReleaseLine] = ()
    faces: Mapping[PersonId, Face] = field(default_factory=dict)

    @property
    def ideas(self) -> list[Voice]:
        """The ideas its decisions cite, each once."""
        return [voice for voice in self.voices if voice.is_idea]

    @property
    def comments(self) -> list[Voice]:
        return [voice for voice in self.voices if not voice.is_idea]

    @property
    def voices(self) -> list[Voice]:
        cited = (voice for said in self.cites.values() for voice in said)
        return list({voice.key: voice for voice in cited}.values())


def thread_of_idea(actor: Actor, idea_id: IdeaId) -> Thread:
    """What came of an idea; of one that was folded into another, of that other."""
    idea = ideas.get_idea(actor, idea_id)
    head_id = ideas.heads_of([idea_id])[idea_id]
    return find_thread_of_idea(
        actor, idea if head_id == idea_id else ideas.get_idea(actor, head_id)
    )


def find_thread_of_idea(actor: Actor, idea: Idea | IdeaPage) -> Thread:
    """What came of an idea that the actor has been let to."""
    decided = decisions.decisions_about(actor, idea.id)
    if not decided:
        return bare_thread(idea, face_of(idea.author_id))
    return woven(actor, Thread(kind=Kind.IDEA, key=idea.id, idea=idea), decided)


def bare_thread(idea: Idea | IdeaPage, author: Face) -> Thread:
    """The thread of an idea that nothing has come of yet."""
    people = {idea.author_id: author}
    return Thread(kind=Kind.IDEA, key=idea.id, idea=idea, faces=people)


def thread_of_decision(actor: Actor, decision_id: DecisionId) -> Thread:
    """Whose words a decision stands on, and what came of it."""
    decision = decisions.get_decision(actor, decision_id)
    start = Thread(kind=Kind.DECISION, key=decision_id)
    return woven(actor, start, [decision])


def thread_of_build(actor: Actor, build_id: BuildId) -> Thread:
    """What a build carries and from whom, and the release it became."""
    build = beta.get_build(actor, build_id)
    carried = beta.decision_ids_of([build.id])[build.id]
    start = Thread(kind=Kind.BUILD, key=build_id)
    return woven(actor, start, decisions.published(actor, carried), build_id=build.id)


def thread_of_release(actor: Actor, release_id: ReleaseId) -> Thread:
    """From a release back to its builds, decisions, ideas, comments and words."""
    release = get_release(actor, release_id)
    shipped = decisions_shipped([release.id])[release.id]
    start = Thread(kind=Kind.RELEASE, key=release_id)
    return woven(actor, start, decisions.published(actor, shipped), release=release)


def woven(
    actor: Actor,
    start: Thread,
    decided: Sequence[Decision],
    *,
    build_id: BuildId | None = None,
    release: Release | None = None,
) -> Thread:
    """The thread that runs through these decisions, one query for each kind of knot."""
    decision_ids = [decision.id for decision in decided]
    cites = decisions.voices_of(actor, decision_ids)
    builds = builds_of(actor, decision_ids, build_id=build_id, release=release)
    build_ids = [build.build_id for build in builds]
    shipping = (
        [line_of(release)]
        if release is not None
        else shipping_any(actor, decision_ids=decision_ids, build_ids=build_ids)
    )
    return Thread(
        kind=start.kind,
        key=start.key,
        idea=start.idea,
        decisions=decided,
        cites={key: cites.get(key, []) for key in decision_ids},
        builds=builds,
        carries=among(decision_ids, beta.decision_ids_of(build_ids)),
        reports=beta.count_reports(build_ids),
        releases=shipping,
        faces=faces(
            [
                *(decision.author_id for decision in decided),
                *(build.uploader_id for build in builds),
                *(line.author_id for line in shipping),
                *([start.idea.author_id] if start.idea is not None else []),
            ]
        ),
    )


def builds_of(
    actor: Actor,
    decision_ids: Sequence[DecisionId],
    *,
    build_id: BuildId | None,
    release: Release | None,
) -> list[BuildTitle]:
    """The builds that carry the decisions, or were shipped; or the one asked about."""
    if build_id is not None:
        return list(beta.build_titles(actor, [build_id]).values())
    found = {
        build.build_id: build
        for carrying in beta.builds_for_decision(actor, decision_ids).values()
        for build in carrying
    }
    if release is not None:
        shipped = builds_shipped([release.id])[release.id]
        found |= beta.build_titles(actor, shipped)
    return sorted(found.values(), key=lambda build: (build.uploaded_at, build.build_id))


def line_of(release: Release) -> ReleaseLine:
    return ReleaseLine(*(getattr(release, column.key) for column in COLUMNS))


def among(known: Sequence[V], links: Mapping[K, Sequence[V]]) -> dict[K, list[V]]:
    """The links that lead to something on the thread."""
    return {
        key: [value for value in values if value in known]
        for key, values in links.items()
    }
