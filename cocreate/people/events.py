"""What people announce."""

from dataclasses import dataclass

from cocreate.kernel.outbox import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSignedUp(Event):
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonVerified(Event):
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChanged(Event):
    person_id: int
    role: str
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileEdited(Event):
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSuspended(Event):
    person_id: int
    by_id: int
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspensionLifted(Event):
    person_id: int
    by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResetAsked(Event):
    """Somebody has forgotten a password. The address may be nobody's here."""

    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAsked(Event):
    """Somebody wants to sign in by mail. The address may be nobody's here.

    A name is given where somebody new may come in as a guest; `at` is the page that
    the link opens.
    """

    email: str
    name: str = ""
    at: str = "/sign-in/"
    then: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNameChosen(Event):
    """Somebody said how they are named where they are thanked."""

    person_id: int
    was: str
    became: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLeft(Event):
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentsMoved(Event):
    """These people are in other segments than they were."""

    person_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustMoved(Event):
    """Some people are trusted more or less than before: so many changes."""

    change_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustSet(Event):
    """An administrator gave somebody a level by hand, or let the nights go on."""

    person_id: int
    was: int
    became: int
    is_locked: bool
    by_id: int
