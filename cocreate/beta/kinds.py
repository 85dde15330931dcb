"""A tester's place, what a build runs on, what is told of it and what came of that."""

from enum import StrEnum


class Place(StrEnum):
    """A tester's place in a programme."""

    APPLIED = "applied"
    WAITLISTED = "waitlisted"
    INVITED = "invited"
    ACTIVE = "active"
    LEFT = "left"
    REMOVED = "removed"


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
PLATFORM_NAMES = {
    Platform.ANDROID: "Android",
    Platform.IOS: "iPhone and iPad",
    Platform.WINDOWS: "Windows",
    Platform.MACOS: "macOS",
    Platform.LINUX: "Linux",
    Platform.WEB: "Web",
    Platform.OTHER: "Other",
}
