"""What a package says of itself, and the refusal of one that is not to be believed."""

from dataclasses import dataclass, field

from cocreate.beta.kinds import Platform

LONGEST = 200


class BadPackageError(Exception):
    """A sentence that says what is wrong with a file, and what to do."""


class BombError(BadPackageError):
    """It would unpack to more than anybody's device can bear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a file says of itself; empty where it says nothing."""

    kind: str = ""  # what sort of file it is, in our words
    platform: Platform | None = None
    package: str = ""
    name: str = ""
    version: str = ""
    number: str = ""  # the build number beside the version
    least_os: str = ""
    more: dict[str, str] = field(default_factory=dict)


def line(said: object) -> str:
    """One line of plain text, out of whatever a file says."""
    if said is None or isinstance(said, bytes | dict | list):
        return ""
    words = "".join(one if one.isprintable() else " " for one in str(said)[:2_000])
    return " ".join(words.split())[:LONGEST]
