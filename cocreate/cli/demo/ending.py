"""Tell a beta that is over: what was tried, what was found, who is thanked."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from cocreate.beta.actions import (
    PastAttempt,
    PastEnd,
    PastEnrolment,
    PastFacts,
    PastFinding,
    PastGift,
    PastJoin,
    PastProgramme,
    PastRating,
    PastTerms,
    PastTesting,
    WholeBuild,
    bring_enrolments,
    bring_finding,
    bring_testing,
    bring_whole_build,
    bring_whole_programme,
    told_by,
)
from cocreate.beta.drafts import DeviceDraft, ProgrammeDraft
from cocreate.beta.kinds import (
    Channel,
    Outcome,
    Place,
    Platform,
    ReportKind,
    SeenBy,
    Severity,
)
from cocreate.beta.packages.reading import read_facts
from cocreate.beta.packages.source import source_of
from cocreate.beta.queries import build_named, cohorts, find_programme
from cocreate.cli.demo.packing import App, apk
from cocreate.cli.demo.world import World, moment
from cocreate.kernel import storage
from cocreate.kernel.ids import BuildId, ProgrammeId
from cocreate.kernel.policy import WORKER

BILLS, HOST, VERSION = "paper-bills", "tomasz", "0.9 beta 1"
OPENED, BROUGHT, EXPIRED, ENDED = 24, 30, 65, 67
FILE = "meridian-bills-0.9-beta-1.apk"
PHONE = DeviceDraft(platform=Platform.ANDROID, model="Pixel 7", os_version="14")
TESTERS = {  # and how satisfied they were
    "lucia": 3,
    "wim": 2,
    "aoife": 4,
    "petra": 2,
    "emre": 3,
    "birgit": 1,
    "carmen": 4,
    "nadia": 2,
}
LEFT = "yara"
TERMS = """\
1. A photograph pays nothing by itself: you see what was read, and press.
2. Photographs are kept for a week, to see what was read wrong, and then deleted.\
"""
SUMMARY = """\
**We stop here.** In five weeks nine of you photographed 212 bills. 181 were read as \
they were; 31 were not, and in 9 of these the sum was wrong. Who pays by a photograph \
trusts it, and looks less closely than somebody who types: three wrong sums were \
nearly paid.

One in seven is too many. We build what Petra asked for: the bill comes to the app \
from whoever sends it, as figures and not as a picture.
"""
THANKS = """\
Birgit sent us the crumpled ones, Wim the ones from his cellar, and Nadia counted. \
That we stopped in time is yours. Every photograph is deleted since 27 March.
"""
FOUND = (
    (
        "birgit",
        ReportKind.PROBLEM,
        Severity.BLOCKING,
        "It reads 1 as 7 when the paper was folded",
        "Seven hundred and not one hundred. I saw it because I was afraid of it.",
        (Outcome.CONFIRMED, "True, and why we stop: a fold is on every second bill."),
        ("nadia", "wim"),
    ),
    (
        "emre",
        ReportKind.PROBLEM,
        Severity.MINOR,
        "By lamplight it asks me to come closer, again and again",
        "At the table, in the evening, as one pays bills.",
        (Outcome.FIXED, "It takes the light of the phone now, and asks once."),
        (),
    ),
    (
        "carmen",
        ReportKind.PRAISE,
        None,
        "I found a bill that I had paid twice",
        "It said that it knew this one. That alone was worth the five weeks.",
        (Outcome.CONFIRMED, "We keep this, wherever the bill comes from."),
        (),
    ),
    (
        "petra",
        ReportKind.IDEA,
        None,
        "Let whoever sends a bill send it to the app",
        "Then nobody needs to read it.",
        (Outcome.CONFIRMED, "That is what we build instead."),
        ("birgit", "lucia"),
    ),
)


def tell_the_end(world: World) -> None:
    bring_whole_programme(programme_of(world))
    programme = find_programme(WORKER, world.projects[BILLS])
    assert programme is not None
    world.programmes[BILLS] = programme.id
    bring_enrolments(programme.id, [*places(world, programme.id)])
    build_id = keep_build(world, programme.id)
    for place, (person, score) in enumerate(TESTERS.items()):
        bring_testing(build_id, testing_of(world, person, score, place))
    for place, _ in enumerate(FOUND):
        tell_finding(world, programme.id, build_id, place)


def programme_of(world: World) -> PastProgramme:
    host = world.people[HOST]
    return PastProgramme(
        project_id=world.projects[BILLS],
        draft=ProgrammeDraft(
            name="Photograph a bill, and see whether it is read",
            about="Nine seats, five weeks, your own bills.",
            terms=TERMS,
            seats=9,
        ),
        opened_at=moment(OPENED),
        closed_at=moment(ENDED),
        terms=[
            PastTerms(version=1, terms=TERMS, by_id=host, written_at=moment(OPENED))
        ],
        cohorts=["Everyone"],
        questions=[],
        lottery=None,
        reports_seen_by=SeenBy.TESTERS,
        end=PastEnd(
            summary=SUMMARY.strip(),
            thanks=THANKS.strip(),
            by_id=world.people["ines"],
            ended_at=moment(ENDED),
        ),
    )


def places(world: World, programme_id: ProgrammeId) -> Iterator[PastEnrolment]:
    (everyone,) = cohorts(programme_id)
    for place, person in enumerate([*TESTERS, LEFT]):
        applied = moment(OPENED) + timedelta(hours=2 * place)
        left = person == LEFT
        yield PastEnrolment(
            person_id=world.people[person],
            cohort_id=everyone.id,
            place=Place.LEFT if left else Place.COMPLETED,
            device="Pixel 7, Android 14",
            why="I have a drawer of them.",
            terms_version=1,
            terms_accepted_at=applied,
            tests_on=PHONE,
            applied_at=applied,
            placed_at=moment(BROUGHT + 4 if left else ENDED),
        )


def keep_build(world: World, programme_id: ProgrammeId) -> BuildId:
    app = App("example.meridian.bills", "Meridian bills", "0.9", BROUGHT, "26")
    padding = Random(BILLS).randbytes(64 * 1024)  # noqa: S311 - ballast
    content = apk(app, {"assets/ballast.bin": padding})
    stored = storage.keep(f"builds/{BILLS}", [content], most=len(content))
    facts = read_facts(source_of(content), FILE)
    brought, by_id = moment(BROUGHT), world.people[HOST]
    past = PastFacts(
        version=VERSION,
        platform=Platform.ANDROID,
        channel=Channel.BETA,
        file_name=FILE,
        size=stored.size,
        sha256=stored.sha256,
        notes="Photograph, look, press. It knows the bills that it has seen.",
        uploaded_at=brought,
        expires_at=moment(EXPIRED),
        least_os=facts.least_os,
        package=facts.package,
        number=facts.number,
        facts=told_by(facts),
        share=100,
        expiry_told=1,
        released_at=None,
        revoked_at=None,
        revoked_reason=None,
        halted_at=None,
        halted_reason="",
    )
    given = PastGift(cohort="Everyone", by_id=by_id, at=brought, at_once=False)
    whole = WholeBuild(uploader_id=by_id, facts=past, given=[given])
    bring_whole_build(programme_id, whole, stored)
    build = build_named(programme_id, Platform.ANDROID, VERSION)
    assert build is not None
    world.builds[BILLS] = build.id
    return build.id


def testing_of(world: World, person: str, score: int, place: int) -> PastTesting:
    at = moment(BROUGHT) + timedelta(hours=3, minutes=11 * place)
    size = 64 * 1024
    attempt = PastAttempt(
        attempted_at=at,
        status=200,
        first_byte=0,
        bytes_offered=size,
        bytes_sent=size,
        link="",
        reason="",
    )
    rating = PastRating(score=score, why="", rated_at=at + timedelta(days=9))
    return PastTesting(
        person_id=world.people[person],
        attempts=[attempt],
        rating=rating,
        trials=[],
        verdicts=[],
    )


def tell_finding(
    world: World, programme_id: ProgrammeId, build_id: BuildId, place: int
) -> None:
    author, kind, severity, title, body, (outcome, answer), others = FOUND[place]
    at = moment(BROUGHT + 3 * place, hour=19)
    found = PastFinding(
        build_id=build_id,
        author_id=world.people[author],
        kind=kind,
        severity=severity,
        title=title,
        body=body,
        steps="",
        device="Pixel 7, Android 14",
        reported_at=at,
        outcome=outcome,
        answer=answer,
        judged_at=at + timedelta(days=1),
        fixed_in_id=None,
        idea_id=None,
        made_idea=False,
        linked_by_id=None,
        linked_at=None,
        files=0,
    )
    joins = [
        PastJoin(
            person_id=world.people[one],
            build_id=build_id,
            device="",
            joined_at=at + timedelta(hours=number),
        )
        for number, one in enumerate(others, 1)
    ]
    bring_finding(programme_id, found, joins=joins, judgement=None)
