"""What the beta announces."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterApplied(Event):
    programme_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterEnrolled(Event):
    """Somebody has a seat: at once, or when one became free for them."""

    programme_id: int
    person_id: int
    from_waitlist: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterWaitlisted(Event):
    programme_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChanged(Event):
    """Somebody came to a place in a programme: each step is told to them."""

    programme_id: int
    person_id: int
    place: str
    step_id: int
    why: str = ""
    by_id: int | None = None
    queue_place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMoved(Event):
    """Somebody stands first in the queue, now that those before them have seats."""

    programme_id: int
    person_id: int
    step_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatIdle(Event):
    """A seat nobody makes use of is given on, on a day that is told."""

    programme_id: int
    person_id: int
    reminded_at: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterInvited(Event):
    """A seat is kept for somebody until they answer."""

    programme_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterLeft(Event):
    programme_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TesterRemoved(Event):
    programme_id: int
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsChanged(Event):
    """Testers must accept the new version before they download again."""

    programme_id: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildUploaded(Event):
    build_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildAssigned(Event):
    build_id: int
    cohort_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRevoked(Event):
    build_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFiled(Event):
    report_id: int
    build_id: int
    author_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportJudged(Event):
    """The team says something new of what became of a report."""

    report_id: int
    by_id: int
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLinked(Event):
    """A report became an idea, or joined one."""

    report_id: int
    idea_id: int
    by_id: int
    made_idea: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoResolved(Event):
    """The team says what it did about a no."""

    honour_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildWidened(Event):
    """A build has reached more testers of its cohorts, or goes on after a halt."""

    build_id: int
    by_id: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutPaused(Event):
    """A roll-out has stopped by itself, and waits for a person."""

    build_id: int
    planner_id: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedBuildTried(Event):
    """Somebody said how a build goes that a release ships already."""

    build_id: int
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildHalted(Event):
    build_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildExpiring(Event):
    """A build that testers have ends in so many days."""

    build_id: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestersNudged(Event):
    programme_id: int
    by_id: int
    person_ids: tuple[int, ...]
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEnded(Event):
    programme_id: int
    by_id: int
