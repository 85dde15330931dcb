"""Tell of the watch's builds: one over, one withdrawn, some held, some to be had."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from cocreate.beta.actions import (
    PastAttempt,
    PastFacts,
    PastFinding,
    PastGift,
    PastJoin,
    PastLink,
    PastRating,
    PastRollout,
    PastTesting,
    PastTrial,
    PastWish,
    WholeBuild,
    bring_finding,
    bring_link,
    bring_testing,
    bring_whole_build,
    told_by,
    why_shut,
)
from cocreate.beta.gauges import Gauge, satisfaction_of
from cocreate.beta.kinds import (
    Channel,
    Outcome,
    Pace,
    Platform,
    ReportKind,
    RollState,
    Severity,
    Went,
)
from cocreate.beta.packages.facts import Facts
from cocreate.beta.packages.reading import read_facts
from cocreate.beta.packages.source import source_of
from cocreate.beta.queries import build_named
from cocreate.cli.demo.packing import App, apk, ipa, mac_zip
from cocreate.cli.demo.shelf import SHELF, Shelved
from cocreate.cli.demo.world import World, moment
from cocreate.kernel import storage
from cocreate.kernel.ids import BuildId
from cocreate.kernel.storage import Stored

WATCH, HOST = "watch", "tomasz"
EVERYONE, EARLY = "Everyone", "First wrists"
KILOBYTE = 1024
LATER = 720  # the day until which a build can be had, unless it says otherwise
PACKAGES = {Platform.ANDROID: apk, Platform.IOS: ipa, Platform.MACOS: mac_zip}
ENDINGS = {Platform.ANDROID: "apk", Platform.IOS: "ipa", Platform.MACOS: "zip"}
LEAST = {Platform.ANDROID: "33", Platform.IOS: "17.0", Platform.MACOS: "13.0"}
WISHES = (
    ("Look at what is left, twice a day", "In the morning, and before you pay.", 5),
    ("Let it ring when the rent leaves", "It comes on the last working day.", 3),
)


def tell_shelf(world: World) -> None:
    programme_id = world.programmes[WATCH]
    bring_link(programme_id, link(world, "The leaflet in the café", 20, 7, 296))
    bring_link(programme_id, link(world, "What Tomasz said on Tuesday", None, 3, 285))
    for shelved in SHELF:
        content = packed(shelved)
        pieces = (
            content[at : at + KILOBYTE] for at in range(0, len(content), KILOBYTE)
        )
        stored = storage.keep(f"builds/{shelved.key}", pieces, most=len(content))
        facts = read_facts(source_of(content), file_name(shelved))
        past = build_of(world, shelved, facts, stored)
        bring_whole_build(programme_id, past, stored)
        build = build_named(programme_id, shelved.platform, shelved.version)
        assert build is not None
        world.builds[shelved.key] = build.id
        for testing in testings(world, shelved, len(content)):
            bring_testing(build.id, testing)
        if shelved.stopped:
            tell_what_stops(world, shelved, build.id)


def link(world: World, note: str, most: int | None, uses: int, ends: int) -> PastLink:
    return PastLink(
        code=Random(note).randbytes(32).hex(),  # noqa: S311 - a story, told again
        note=note,
        cohort=EVERYONE,
        most_uses=most,
        uses=uses,
        expires_at=moment(ends),
        revoked_at=None,
        by_id=world.people[HOST],
        made_at=moment(277),
    )


def packed(shelved: Shelved) -> bytes:
    """Always the same bytes, which say of themselves what a real package says."""
    name = "Meridian Faces" if shelved.platform is Platform.MACOS else "Meridian"
    app = App(
        f"example.meridian.{name.rsplit(maxsplit=1)[-1].lower()}",
        name,
        "0.1",
        shelved.day,
    )
    padding = Random(shelved.key).randbytes(48 * KILOBYTE)  # noqa: S311 - ballast
    make = PACKAGES[shelved.platform]
    least = LEAST[shelved.platform]
    return make(app._replace(least=least), {"assets/ballast.bin": padding})


def file_name(shelved: Shelved) -> str:
    return f"meridian-{shelved.version.replace(' ', '-')}.{ENDINGS[shelved.platform]}"


def build_of(
    world: World, shelved: Shelved, facts: Facts, stored: Stored
) -> WholeBuild:
    by_id, brought = world.people[HOST], moment(shelved.day, hour=10)
    cohorts = (EVERYONE, EARLY)
    return WholeBuild(
        uploader_id=by_id,
        facts=PastFacts(
            version=shelved.version,
            platform=shelved.platform,
            channel=Channel.BETA,
            file_name=file_name(shelved),
            size=stored.size,
            sha256=stored.sha256,
            notes=shelved.notes,
            uploaded_at=brought,
            expires_at=moment(shelved.expires_day or LATER),
            least_os=facts.least_os,
            package=facts.package,
            number=facts.number,
            facts=told_by(facts),
            share=shelved.share,
            expiry_told=1 if shelved.expires_day else None,
            released_at=None,
            revoked_at=day_of(shelved.revoked),
            revoked_reason=words_of(shelved.revoked) or None,
            halted_at=day_of(shelved.halted),
            halted_reason=words_of(shelved.halted),
        ),
        given=[
            PastGift(cohort=one, by_id=by_id, at=brought, at_once=one == EARLY)
            for one in cohorts
        ],
        rollout=rollout_of(world, shelved) if shelved.stopped else None,
        wishes=[
            PastWish(
                title=title,
                how=how,
                minutes=minutes,
                by_id=by_id,
                written_at=brought,
                dropped_at=None,
            )
            for title, how, minutes in WISHES
            if shelved.platform is not Platform.MACOS
        ],
    )


def day_of(said: tuple[int, str] | None) -> datetime | None:
    return moment(said[0], hour=14) if said else None


def words_of(said: tuple[int, str] | None) -> str:
    return said[1] if said else ""


def rollout_of(world: World, shelved: Shelved) -> PastRollout:
    """Paused by its gate, in the words the gate says it in."""
    plan = PastRollout(
        by_id=world.people[HOST],
        steps="10 30 100",
        pace=Pace.GATE,
        hours=24,
        least_satisfied=60,
        most_stopped=10,
        state=RollState.PAUSED,
        reason="",
        stepped_at=moment(shelved.day + 1),
    )
    satisfied = satisfaction_of([score for _, score in shelved.scores]).satisfied
    stopped = Gauge(len(shelved.found_by), len(shelved.scores))
    return replace(plan, reason=why_shut(plan, satisfied, stopped))


def testings(world: World, shelved: Shelved, size: int) -> Iterator[PastTesting]:
    """Who fetched it, rated it, and tried what there was to try."""
    for place, (person, score) in enumerate(shelved.scores):
        at = moment(shelved.day) + timedelta(hours=12, minutes=7 * place)
        went = Went.BLOCKED if person in shelved.found_by else Went.DONE
        yield PastTesting(
            person_id=world.people[person],
            attempts=[
                PastAttempt(
                    attempted_at=at,
                    status=200,
                    first_byte=0,
                    bytes_offered=size,
                    bytes_sent=size,
                    link=Random(f"{person} {shelved.key}").randbytes(8).hex(),  # noqa: S311 - a story
                    reason="",
                )
            ],
            rating=PastRating(score=score, why="", rated_at=at + timedelta(hours=9)),
            trials=[
                PastTrial(
                    task=WISHES[0][0],
                    went=went,
                    note="",
                    answered_at=at + timedelta(hours=8),
                )
            ],
            verdicts=[],
        )


def tell_what_stops(world: World, shelved: Shelved, build_id: BuildId) -> None:
    author, *others = shelved.found_by
    at = moment(shelved.day + 1, hour=7)
    bring_finding(
        world.programmes[WATCH],
        PastFinding(
            build_id=build_id,
            author_id=world.people[author],
            kind=ReportKind.PROBLEM,
            severity=Severity.BLOCKING,
            title=shelved.stopped,
            body="I paid with what it showed me at the till, and there was less.",
            steps="1. Look in the evening.\n2. Look again at breakfast.",
            device="Galaxy S23, Android 14",
            reported_at=at,
            outcome=Outcome.CONFIRMED,
            answer="It never asks after midnight. Our fault; the next one does.",
            judged_at=at + timedelta(hours=3),
            fixed_in_id=None,
            idea_id=None,
            made_idea=False,
            linked_by_id=None,
            linked_at=None,
            files=0,
        ),
        joins=[
            PastJoin(
                person_id=world.people[person],
                build_id=build_id,
                device="",
                joined_at=at + timedelta(hours=place),
            )
            for place, person in enumerate(others, 1)
        ],
        judgement=None,
    )
