"""Who may what in a beta, as its promises say it: nothing here asks the application."""

from collections.abc import Callable
from dataclasses import dataclass

from cocreate.beta.kinds import Place
from cocreate.kernel.policy import Role
from tests.beta.everybody import CURRENT, GIVEN, MANAGER, TESTER, State, Who

SEES_ALL = {Role.PRODUCT_MANAGER, Role.MODERATOR, Role.ADMINISTRATOR}
WAITS_OR_SITS = {Place.APPLIED, Place.WAITLISTED, Place.INVITED, Place.ACTIVE}


@dataclass(frozen=True)
class Asking:
    """Who asks, about a build in which state, and whether the project is private."""

    who: Who
    state: State = GIVEN
    hidden: bool = False

    def __str__(self) -> str:
        private = ", in a private project" if self.hidden else ""
        return f"{self.who.name}, of a build {self.state.name}{private}"


Rule = Callable[[Asking], bool]


def anybody(_: Asking) -> bool:
    """It tells nothing of any project."""
    return True


def sees(asking: Asking) -> bool:
    """Whoever may know of the project; a private one is its members' and staff's."""
    return not asking.hidden or asking.who.belongs or asking.who.role in SEES_ALL


def member(asking: Asking) -> bool:
    """Whoever has signed in and may know of the project."""
    return asking.who.role is not None and sees(asking)


def account(asking: Asking) -> bool:
    """Whoever has signed in: it is about themselves alone."""
    return asking.who.role is not None


def team(asking: Asking) -> bool:
    """Product managers and administrators run every beta."""
    return asking.who.runs


def was_given(asking: Asking) -> bool:
    """A seat in a cohort, and in a ring, that the build has reached."""
    return (
        asking.who.seated and asking.who.cohort in asking.state.given and sees(asking)
    )


def knows(asking: Asking) -> bool:
    """The team, whoever was given the build, and everybody once it was released."""
    public = asking.state.released and sees(asking)
    return asking.who.runs or public or was_given(asking)


def member_knows(asking: Asking) -> bool:
    return asking.who.role is not None and knows(asking)


def has_bytes(asking: Asking) -> bool:
    """Membership, the terms as they stand, ring, expiry, revocation: all, each time.

    Running a beta, or knowing of a build, is not having it.
    """
    accepted = asking.who.terms == CURRENT and not asking.who.suspended
    return was_given(asking) and accepted and asking.state.fetched


def may_test(asking: Asking) -> bool:
    """A seat, under the terms as they stand: their applications may ask for builds."""
    accepted = asking.who.terms == CURRENT and not asking.who.suspended
    return asking.who.seated and accepted and sees(asking)


def may_say(asking: Asking) -> bool:
    """A seat, and a build that they know of: they may say how it went."""
    return asking.who.seated and knows(asking)


def seated(asking: Asking) -> bool:
    return asking.who.seated and sees(asking)


def reads_report(asking: Asking) -> bool:
    """Its author, the team, and other testers of the same build."""
    same = asking.who.place in {Place.ACTIVE, Place.COMPLETED} and knows(asking)
    return asking.who.runs or asking.who is TESTER or same


def joins_report(asking: Asking) -> bool:
    """Somebody else with a seat who may read it."""
    return asking.who is not TESTER and asking.who.seated and reads_report(asking)


def own_or_team(asking: Asking) -> bool:
    """What the tester said to the team."""
    return asking.who.runs or asking.who is TESTER


def own(asking: Asking) -> bool:
    """What is the tester's alone."""
    return asking.who is TESTER


def uploader(asking: Asking) -> bool:
    """Whoever began an upload goes on with it, and nobody else."""
    return asking.who is MANAGER


def is_asked(asking: Asking) -> bool:
    """Whom the decision cites, of a build they know of."""
    return asking.who.cited and member_knows(asking)


def judges(asking: Asking) -> bool:
    return is_asked(asking) and asking.who.seated


def applies(asking: Asking) -> bool:
    """Whoever sees the programme, unless the team ended their part in it."""
    return member(asking) and asking.who.place is not Place.REMOVED


def takes_part(asking: Asking) -> bool:
    """From the application on, until they leave or it ends."""
    return asking.who.place in WAITS_OR_SITS and sees(asking)


def holds_seat(asking: Asking) -> bool:
    held = asking.who.place in {Place.INVITED, Place.ACTIVE}
    return held and sees(asking)


def took_part(asking: Asking) -> bool:
    """Whoever has or had a place: their score is theirs to show or not."""
    return asking.who.place is not None and sees(asking)


def reads_scores(asking: Asking) -> bool:
    return asking.who.runs or took_part(asking)


def reports(asking: Asking) -> bool:
    """A seat, and a build that was given to them."""
    return was_given(asking)
