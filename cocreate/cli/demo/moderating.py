"""Tell of a notice without an account, of a sanction, and of appeals."""

from datetime import timedelta

from cocreate.cli.demo.seconding import tell_second_looks
from cocreate.cli.demo.world import World, moment
from cocreate.kernel.outbox import telling_nobody
from cocreate.kernel.policy import Actor, Role
from cocreate.moderation.actions import (
    NoticeDraft,
    PastAppeal,
    appeal,
    bring_appeal,
    give_notice,
    note_on_case,
    suspend_person,
    tell_years,
)
from cocreate.moderation.queries import statement_about
from cocreate.moderation.reason import Grade, Verdict

APPEALED, APPEALED_ON = "only-readers", 95
APPEAL = (
    "I did not attack anybody. I asked who the app is for, and I still want an answer."
)
ANSWER = (
    "I read it twice, and your question with it. Ruth was right: the words say who "
    "should stay away. Ask who the app is for without that, and I will bring it to "
    "Daan myself."
)
NOTICED = "code-in-the-dark-tips"
NOTICE = "The comment tells people how to keep tips from the tax office."
ADVERTISER, ADVERTISED = "silvio", "The third advertisement, after two warnings."
HIS_APPEAL = (
    "I was asked for the brochure. Whoever answers a question does not advertise."
)
NOTE = "He was warned in April by letter and in June by telephone. I have both."


def tell_cases(world: World) -> None:
    """What the moderators are to decide, and what was decided twice."""
    with telling_nobody():
        tell_the_appeal(world)
        tell_the_notice(world)
        tell_the_sanction(world)
        tell_second_looks(world)
        tell_years()


def tell_the_appeal(world: World) -> None:
    author = next(idea.author for idea in world.story.ideas if idea.key == APPEALED)
    first_id = statement_about(
        world.people[author], idea_id=world.ideas[APPEALED], comment_id=None
    )
    if first_id is not None:
        bring_appeal(
            first_id,
            PastAppeal(
                words=APPEAL,
                opened_at=moment(APPEALED_ON),
                closed_at=moment(APPEALED_ON + 1) + timedelta(hours=2),
                moderator_id=world.people["bruno"],
                verdict=Verdict.KEEP,
                statement=ANSWER,
            ),
        )


def tell_the_notice(world: World) -> None:
    give_notice(
        NoticeDraft(
            address=f"/comments/{world.comments[NOTICED]}",
            why=NOTICE,
            law="General Tax Act, section 69",
            name="Heleen Smit",
            email="heleen.smit@example.net",
        )
    )


def tell_the_sanction(world: World) -> None:
    ruth = Actor(world.people["ruth"], Role.MODERATOR, is_verified=True)
    silvio = Actor(world.people[ADVERTISER], Role.CUSTOMER, is_verified=True)
    suspension = suspend_person(
        ruth, silvio.person_id, grade=Grade.WEEK, reason=ADVERTISED
    )
    if suspension.review_id is not None:
        lodged = appeal(silvio, suspension.review_id, words=HIS_APPEAL)
        note_on_case(ruth, lodged.id, words=NOTE)
