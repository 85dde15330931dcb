"""What is said of a programme, and by those who apply to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    name: str
    about: str = ""
    terms: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody says who wants to test, and which terms they accept."""

    device: str
    why: str = ""
    terms_version: int
