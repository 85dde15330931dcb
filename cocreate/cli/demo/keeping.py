"""Tell what somebody agreed to and took back, what they asked for, and what went."""

from collections.abc import Iterator

from cocreate.cli.demo.world import LAST_DAY, World, moment
from cocreate.kernel.policy import Actor, Role
from cocreate.notices.actions import stop_mail
from cocreate.notices.kind import Kind
from cocreate.notices.pace import Pace
from cocreate.people.actions import PastConsent, bring_past_consents
from cocreate.people.agreed import Agreed
from cocreate.people.queries import get_person
from cocreate.privacy.actions import PastRun, ask_for_archive, bring_runs

WHO = "lucia"
# What went in the last night, and in all nights before, by the rule that said so.
WENT = {
    "sign_ins": (3, 214),
    "links": (1, 88),
    "letters": (42, 3_120),
    "notices": (0, 0),
    "visits": (17, 402),
    "drafts": (2, 31),
    "waiting_files": (0, 9),
    "downloads": (5, 260),
}


def tell_privacy(world: World) -> None:
    who = world.people[WHO]
    bring_past_consents(consents(world))
    stop_mail(who, [Kind.IDEA])
    ask_for_archive(Actor(who, Role.CUSTOMER, is_verified=True))
    night = moment(LAST_DAY, hour=3)
    bring_runs(
        PastRun(rule, night, dropped, dropped_ever)
        for rule, (dropped, dropped_ever) in WENT.items()
    )


def consents(world: World) -> Iterator[PastConsent]:
    """Letters of new ideas, weekly and then none; her name among voters, and not."""
    who, letters = world.people[WHO], Kind.IDEA.value
    often = Pace.WEEKLY.value
    yield PastConsent(who, Agreed.LETTERS, moment(44), letters, often)
    yield PastConsent(who, Agreed.VOTES, moment(61, hour=19))
    yield PastConsent(who, Agreed.VOTES, moment(97, hour=7), is_given=False)
    yield PastConsent(who, Agreed.LETTERS, moment(130), letters, is_given=False)
    if get_person(who).shows_votes:
        yield PastConsent(who, Agreed.VOTES, moment(201, hour=20))
