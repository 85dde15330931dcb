"""What came of it: decisions, seats, builds and releases."""

from collections.abc import Iterable

from cocreate.beta import queries as beta
from cocreate.beta.events import (
    BuildAssigned,
    BuildExpiring,
    BuildHalted,
    BuildRevoked,
    BuildWidened,
    RolloutPaused,
)
from cocreate.credits.queries import of_release
from cocreate.decisions.events import DecisionPublished, RevisitCame
from cocreate.decisions.queries import cited_people, get_decision
from cocreate.discussion.queries import followers_of_project
from cocreate.kernel.ids import (
    BuildId,
    DecisionId,
    PersonId,
    ReleaseId,
)
from cocreate.kernel.policy import WORKER
from cocreate.notices.actions import News, tell
from cocreate.notices.kind import Kind
from cocreate.releases.events import ReleasePublished
from cocreate.releases.queries import get_release


def decided(event: DecisionPublished) -> None:
    """Tell everybody cited, once, that it was because of them; then the followers."""
    decision = get_decision(WORKER, DecisionId(event.decision_id))
    cited = set(cited_people(decision.id))
    followers = set(followers_of_project(decision.project_id)) - cited
    for kind, people in ((Kind.CITED, cited), (Kind.DECIDED, followers)):
        news = News(
            kind=kind,
            about=f"decision:{decision.id}",
            path=f"/decisions/{decision.id}",
            words=decision.title,
            detail=decision.excerpt,
            actor_id=decision.author_id,
            project_id=decision.project_id,
        )
        tell(people, news)


def revisit_came(event: RevisitCame) -> None:
    """Remind whoever signed a decision that the day has come to look at it again."""
    decision = get_decision(WORKER, DecisionId(event.decision_id))
    news = News(
        kind=Kind.REVISIT,
        about=f"decision:{decision.id}:{event.revisit_on}",
        path=f"/decisions/{decision.id}",
        words=decision.title,
        detail=decision.excerpt,
        project_id=decision.project_id,
    )
    tell({decision.author_id}, news)


def released(event: ReleasePublished) -> None:
    """Tell everybody it thanks, once, for what they gave it; then the followers."""
    release = get_release(WORKER, ReleaseId(event.release_id))
    given = {
        credited.person.person_id: credited.what for credited in of_release(release.id)
    }
    followers = set(followers_of_project(release.project_id)) - set(given)
    told = [(Kind.CREDITED, {person}, f"For {what}") for person, what in given.items()]
    for kind, people, detail in (*told, (Kind.RELEASED, followers, release.excerpt)):
        news = News(
            kind=kind,
            about=f"release:{release.id}",
            path=f"/releases/{release.id}",
            words=f"{release.version}: {release.title}",
            detail=detail,
            actor_id=release.author_id,
            project_id=release.project_id,
        )
        tell(people, news)


def build_given(event: BuildAssigned | BuildWidened) -> None:
    """Those whom a build has reached have something to try; each hears of it once."""
    build_id = BuildId(event.build_id)
    tell_of_build(Kind.BUILD, build_id, beta.people_reached(build_id))


def build_halted(event: BuildHalted) -> None:
    build_id = BuildId(event.build_id)
    tell_of_build(Kind.HELD, build_id, beta.people_reached(build_id))


def build_expiring(event: BuildExpiring) -> None:
    build_id = BuildId(event.build_id)
    people = beta.people_reached(build_id)
    tell_of_build(Kind.EXPIRING, build_id, people, mark=f":{event.days}")


def rollout_paused(event: RolloutPaused) -> None:
    """Whoever planned it looks at what testers say, and answers for going on."""
    planner = {PersonId(event.planner_id)}
    tell_of_build(Kind.PAUSED, event.build_id, planner, mark=f":{event.share}")


def build_revoked(event: BuildRevoked) -> None:
    build_id = BuildId(event.build_id)
    tell_of_build(Kind.REVOKED, event.build_id, beta.people_reached(build_id))


def tell_of_build(
    kind: Kind, build_id: int, people: Iterable[PersonId], *, mark: str = ""
) -> None:
    """`mark` sets apart what is told of a build more than once."""
    build = beta.get_build(WORKER, BuildId(build_id))
    programme = beta.get_programme(WORKER, build.programme_id)
    news = News(
        kind=kind,
        about=f"build:{build.id}{mark}",
        path=f"/builds/{build.id}",
        words=f"{programme.name}, {build.version}",
        detail=build.revoked_reason or build.halted_reason,
        project_id=programme.project_id,
    )
    tell(people, news)
