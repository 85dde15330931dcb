"""A tester's place, what a build runs on, what a report is."""

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


PLATFORM_NAMES = {
    Platform.ANDROID: "Android",
    Platform.IOS: "iPhone and iPad",
    Platform.WINDOWS: "Windows",
    Platform.MACOS: "macOS",
    Platform.LINUX: "Linux",
    Platform.WEB: "Web",
    Platform.OTHER: "Other",
}
