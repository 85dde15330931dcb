"""What a place, a seat, a question, a platform and a report can be."""

from enum import StrEnum


class Place(StrEnum):
    """A tester's place in a programme."""

    APPLIED = "applied"
    WAITLISTED = "waitlisted"
    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"
    REMOVED = "removed"
    COMPLETED = "completed"


class SeatRule(StrEnum):
    """Who is given the seats, where more want one than there are."""

    FIRST_COME = "first_come"
    CITED_FIRST = "cited_first"
    INVITATION = "invitation"
    LOTTERY = "lottery"


class Why(StrEnum):
    """Why somebody came to a place, where the place alone does not say it."""

    SCREENING = "screening"  # an answer is for a person of the team to read
    ENTERED = "entered"  # the lot decides, on a day that is told
    IDLE = "idle"  # the seat was given on
    OVER = "over"  # the programme ended while they waited


class QuestionKind(StrEnum):
    """What an answer to a screening question is."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    TEXT = "text"


class Strata(StrEnum):
    """By what the entrants of a lottery are grouped."""

    NONE = "none"
    PLATFORM = "platform"
    SEGMENT = "segment"


class Shares(StrEnum):
    """How the seats of a lottery are divided among its groups."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"


class Platform(StrEnum):
    """What a build runs on."""

    ANDROID = "android"
    IOS = "ios"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    WEB = "web"
    OTHER = "other"


class ReportKind(StrEnum):
    PROBLEM = "problem"
    IDEA = "idea"
    PRAISE = "praise"


class Severity(StrEnum):
    """How bad a problem is, the worst first."""

    BLOCKING = "blocking"
    SERIOUS = "serious"
    MINOR = "minor"


class Outcome(StrEnum):
    """What became of a report."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    FIXED = "fixed"
    DECLINED = "declined"


class SeenBy(StrEnum):
    """Who reads the reports of a programme."""

    TEAM = "team"
    TESTERS = "testers"


class Went(StrEnum):
    """How a task went."""

    DONE = "done"
    BLOCKED = "blocked"


class Honours(StrEnum):
    """Whether a build does what was decided."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Step(StrEnum):
    """How far somebody has come, from the application to a report."""

    APPLIED = "applied"
    SEATED = "seated"
    DOWNLOADED = "downloaded"
    TRIED = "tried"
    REPORTED = "reported"


SEVERITY_NAMES = {
    Severity.BLOCKING: "It stops me",
    Severity.SERIOUS: "It is in my way",
    Severity.MINOR: "It is small",
}
OUTCOME_NAMES = {
    Outcome.OPEN: "Not looked at yet",
    Outcome.CONFIRMED: "Confirmed",
    Outcome.FIXED: "Fixed",
    Outcome.DECLINED: "Stays as it is",
}
STEP_NAMES = {
    Step.APPLIED: "Applied",
    Step.SEATED: "Has a seat",
    Step.DOWNLOADED: "Downloaded",
    Step.TRIED: "Tried",
    Step.REPORTED: "Reported",
}
NUDGE_WORDS = {
    Step.APPLIED: "There is a seat for you.",
    Step.SEATED: "There is a seat for you.",
    Step.DOWNLOADED: "There is a build for you to fetch.",
    Step.TRIED: "You have a build: say how it went.",
    Step.REPORTED: "You tried it: tell us what you found.",
}
"""What a reminder of a step says, to those before whom it lies."""


class Channel(StrEnum):
    """How far along a build is meant to be."""

    STABLE = "stable"
    BETA = "beta"
    NIGHTLY = "nightly"


class Pace(StrEnum):
    """What moves a roll-out to its next step."""

    SCHEDULE = "schedule"  # the hours, unless testers are stopped by it
    GATE = "gate"  # what testers say of it, once the hours have passed


class RollState(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"  # until a person releases it
    DONE = "done"


PLATFORM_NAMES = {
    Platform.ANDROID: "Android",
    Platform.IOS: "iPhone and iPad",
    Platform.WINDOWS: "Windows",
    Platform.MACOS: "macOS",
    Platform.LINUX: "Linux",
    Platform.WEB: "Web",
    Platform.OTHER: "Other",
}

CHANNEL_NAMES = {
    Channel.STABLE: "Stable",
    Channel.BETA: "Beta",
    Channel.NIGHTLY: "Nightly",
}
PACE_NAMES = {
    Pace.GATE: "What testers say of it",
    Pace.SCHEDULE: "The clock alone",
}
