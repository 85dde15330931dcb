"""Who is asking, and how a refusal is spoken."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from cocreate.kernel.errors import ForbiddenError
from cocreate.kernel.ids import PersonId
from cocreate.kernel.languages import translatable


class Role(StrEnum):
    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    PRODUCT_MANAGER = "product_manager"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"

    @property
    def is_company(self) -> bool:
        return self is not Role.CUSTOMER


class Trust(IntEnum):
    """How far somebody is trusted, by what they did here (moderation/trust.py)."""

    NEWCOMER = 0
    FAMILIAR = 1
    ESTABLISHED = 2
    REGULAR = 3
    STEWARD = 4


NOBODY = PersonId(0)


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks. A reader who has not signed in is `STRANGER`."""

    person_id: PersonId = NOBODY
    role: Role | None = None
    is_verified: bool = False
    is_suspended: bool = False
    trust: Trust = Trust.NEWCOMER

    @property
    def is_member(self) -> bool:
        return self.role is not None

    @property
    def may_write(self) -> bool:
        """Members write once their address is verified and while not suspended."""
        return self.is_member and self.is_verified and not self.is_suspended

    @property
    def is_company(self) -> bool:
        return self.role is not None and self.role.is_company

    @property
    def is_team(self) -> bool:
        """Product managers decide, answer and ship; administrators may too."""
        return self.role in {Role.PRODUCT_MANAGER, Role.ADMINISTRATOR}

    @property
    def is_moderator(self) -> bool:
        return self.role in {Role.MODERATOR, Role.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        return self.role is Role.ADMINISTRATOR

    def has_reached(self, level: Trust) -> bool:
        """Trusted so far at least; the company's own people stand apart."""
        return self.is_company or self.trust >= level

    @property
    def sees_hidden(self) -> bool:
        """Moderators judge what is hidden, so they see it; product managers do not."""
        return self.is_moderator

    @property
    def sees_every_project(self) -> bool:
        return self.is_team or self.is_moderator


STRANGER = Actor()
# The worker reads everything, to tell those whom it concerns; it signs nothing.
WORKER = Actor(role=Role.ADMINISTRATOR, is_verified=True)
# Inside every project, and shown nothing that is hidden: what others are told asks so.
WHOEVER = Actor(role=Role.PRODUCT_MANAGER)


def require(allowed: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Refuse the actor with a sentence they can act on."""
    if not allowed:
        raise ForbiddenError(otherwise)


def why_not_write(actor: Actor) -> str | None:
    """The reason a member may not write now, or None when they may."""
    if actor.is_suspended:
        return translatable("Your account is suspended, so you can read but not write.")
    if not actor.is_verified:
        return translatable("Confirm your e-mail address first: we sent you a link.")
    return None
