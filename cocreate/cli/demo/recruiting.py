"""Tell whom betas look for: questions, devices, and seats that were given by lot."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from sqlalchemy import select

from cocreate.beta.actions import (
    PastApplication,
    PastDraw,
    PastStep,
    add_seats,
    bring_applications,
    bring_device,
    bring_devices,
    bring_draw,
    bring_programme,
    bring_rules,
    bring_steps,
    bring_to_cohort,
)
from cocreate.beta.drafts import (
    DeviceDraft,
    LotteryDraft,
    ProgrammeDraft,
    QuestionDraft,
)
from cocreate.beta.kinds import (
    Place,
    Platform,
    QuestionKind,
    SeatRule,
    Shares,
    Strata,
)
from cocreate.beta.models import Enrolment
from cocreate.cli.demo.world import World, date_of, moment
from cocreate.kernel.db import db
from cocreate.kernel.ids import PersonId, ProgrammeId, QuestionId

WATCH, PHONE = "watch", "meridian-5-beta"
OPENED, CLOSED, DRAWN = 276, 288, 290
SEATS, ENTRANTS = 10, 22
ADDED, MORE = 291, 2  # seats, on a day after the draw
EARLY = "First wrists"
EARLIEST = ("viktor", "kaspar", "laila", "olivier", "omar")
MAC = DeviceDraft(platform=Platform.MACOS, model="MacBook Air", os_version="15.1")
FIGURE = "The water level of the Rhine at Lobith on 29 October, as it is published"
LEVEL = "8.61 m"
TERMS = """\
1. This is an unfinished app for a watch. It shows sums and moves none.
2. You may show it to anybody. A build is made for you alone.
3. You can leave at any time, without giving a reason.
4. Your name goes into the notes of the release if you like.
"""
ABOUT = """\
Ten seats, two weeks, one build a week. Seats are shared between those with an \
Android phone and those with an iPhone by how many of each entered, and then drawn.
"""
WORN = QuestionDraft(
    kind=QuestionKind.YES_NO,
    label="Do you wear a watch that shows notices?",
    passes="yes",
)
HOURS = QuestionDraft(
    kind=QuestionKind.NUMBER,
    label="How many hours of a day do you wear it?",
    hint="About.",
    passes="6 to",
)
USES = QuestionDraft(
    kind=QuestionKind.CHOICES,
    label="What do you use it for?",
    choices=("Messages", "Sport", "Paying", "Sleep", "The time"),
)
GLANCE = QuestionDraft(
    kind=QuestionKind.TEXT, label="What would you like to see at a glance?"
)
GLANCES = (
    "What is left",
    "The rent, when it leaves",
    "Whether my salary came",
    "Nothing",
)
WATCHES = {
    Platform.ANDROID: (("Pixel 8 and its watch", "15"), ("Galaxy S23", "14")),
    Platform.IOS: (("iPhone 13", "18.1"), ("iPhone 15", "18.0")),
}
OFTEN = QuestionDraft(
    kind=QuestionKind.CHOICE,
    label="How often do you open the app?",
    choices=("Every day", "Every week", "Less often"),
)
SYSTEM = re.compile(r"Android ([0-9]+)|(iPhone)")


def tell_recruiting(world: World) -> None:
    tell_phones(world)
    tell_watches(world)


def tell_phones(world: World) -> None:
    """The beta that ran asks whoever comes now; its testers' devices are known."""
    (programme,) = world.story.programmes
    key = world.programmes[PHONE]
    least = {Platform.ANDROID: "8", Platform.IOS: "16"}
    draft = ProgrammeDraft(
        name=programme.title, terms=programme.terms, seats=programme.seats
    )
    bring_rules(key, replace(draft, platforms=least, idle_days=60), [OFTEN])
    told = {one.person: one.device for one in world.story.enrolments}
    devices = {world.people[one]: device_of(said) for one, said in told.items()}
    bring_devices(key, devices)


def device_of(said: str) -> DeviceDraft:
    """What a tester said of their phone, as they could have chosen it."""
    found = SYSTEM.search(said)
    platform = Platform.IOS if found and found[2] else Platform.ANDROID
    model = re.sub(r",? ?Android [0-9]+,? ?", " ", said).strip(" ,") or "Phone"
    return DeviceDraft(
        platform=platform,
        model=model[:1].upper() + model[1:],
        os_version=(found[1] or "") if found else "",
    )


def tell_watches(world: World) -> None:
    draft = watches()
    key, _ = bring_programme(
        draft,
        project_id=world.projects[WATCH],
        by_id=world.people["tomasz"],
        terms_version=1,
        opened_at=moment(OPENED),
        cohorts=["Everyone", EARLY],
    )
    world.programmes[WATCH] = key
    asked = bring_rules(key, draft, [WORN, HOURS, USES, GLANCE])
    bring_applications(key, applications(world, asked))
    bring_draw(
        key,
        PastDraw(
            seed=Random(WATCH).randbytes(32).hex(),  # noqa: S311 - a story, told again
            strata=draft.lottery.strata,
            shares=draft.lottery.shares,
            source=FIGURE,
            source_value=LEVEL,
            committed_at=moment(OPENED),
            drawn_at=moment(DRAWN),
            by_id=world.people["tomasz"],
        ),
    )
    bring_steps(key, later(world, key))
    add_seats(key, MORE)
    bring_steps(key, [*seats_more(key)])
    tell_early(world, key)


def seats_more(key: ProgrammeId) -> Iterator[PastStep]:
    """There are two seats more, for those who are next: Lucía is one of them."""
    for place, person_id in enumerate(people_in(key, Place.WAITLISTED)[:MORE]):
        at = moment(ADDED) + timedelta(minutes=place)
        yield PastStep(person_id=person_id, place=Place.ACTIVE, at=at)


def tell_early(world: World, key: ProgrammeId) -> None:
    """Some get every build first; and two draw their own faces, on a Mac."""
    bring_to_cohort(key, EARLY, [world.people[one] for one in EARLIEST])
    for one in ("lucia", "quirine"):
        bring_device(world.people[one], MAC, added_at=moment(ADDED))


def watches() -> ProgrammeDraft:
    return ProgrammeDraft(
        name="Wear Meridian before anyone else",
        about=ABOUT.strip(),
        terms=TERMS.strip(),
        seats=SEATS,
        rule=SeatRule.LOTTERY,
        lottery=LotteryDraft(
            strata=Strata.PLATFORM, shares=Shares.PROPORTIONAL, source=FIGURE
        ),
        starts_on=date_of(OPENED),
        entries_until=date_of(CLOSED),
        platforms={
            Platform.ANDROID: "13",
            Platform.IOS: "17",
            Platform.MACOS: "13",
        },
        idle_days=14,
    )


def applications(world: World, asked: list[QuestionId]) -> Iterator[PastApplication]:
    """Who entered, always the same: the last of them gave an answer that is read."""
    chance = Random(f"{WATCH} entries")  # noqa: S311 - a story, told again
    for number, person in enumerate(entrants(world)):
        platform = Platform.IOS if number % 3 == 0 else Platform.ANDROID
        model, version = chance.choice(WATCHES[platform])
        hours = 4 if number == ENTRANTS - 1 else chance.randint(7, 20)
        uses = chance.sample(USES.choices, 2)
        said = ("yes", str(hours), "\n".join(sorted(uses)), chance.choice(GLANCES))
        yield PastApplication(
            person_id=world.people[person],
            device=DeviceDraft(platform=platform, model=model, os_version=version),
            why="",
            applied_at=moment(OPENED + number % 12) + timedelta(minutes=7 * number),
            answers=dict(zip(asked, said, strict=True)),
            entry=chance.randbytes(8).hex(),
        )


def entrants(world: World) -> list[str]:
    """Lucía, and others who do not test the phone's app."""
    busy = {one.person for one in world.story.enrolments}
    others = [
        one.key
        for one in world.story.people
        if not one.role.is_company and one.key not in busy
    ]
    return ["lucia", *others[: ENTRANTS - 1]]


def later(world: World, key: ProgrammeId) -> Iterator[PastStep]:
    """What came after the draw: one was invited besides, one left, one was removed."""
    seated = people_in(key, Place.ACTIVE)
    waiting = people_in(key, Place.WAITLISTED)
    tomasz, day = world.people["tomasz"], timedelta(days=1)
    at = moment(DRAWN)
    yield PastStep(person_id=seated[0], place=Place.LEFT, at=at + day)
    yield PastStep(person_id=waiting[0], place=Place.ACTIVE, at=at + day)
    yield PastStep(
        person_id=seated[1], place=Place.REMOVED, at=at + 2 * day, by_id=tomasz
    )
    yield PastStep(
        person_id=waiting[1], place=Place.INVITED, at=at + 2 * day, by_id=tomasz
    )


def people_in(key: ProgrammeId, place: Place) -> list[PersonId]:
    """Who is in a place, in the order in which they were drawn or came."""
    query = select(Enrolment.person_id).where(
        Enrolment.programme_id == key, Enrolment.place == place
    )
    return [*db.session.scalars(query.order_by(Enrolment.turn, Enrolment.id))]
