"""Tell of a notice without an account, of a sanction, and of appeals."""

from datetime import timedelta

from cocreate.cli.demo.seconding import tell_second_looks
from cocreate.cli.demo.world import World, moment
from cocreate.discussion.actions import post_comment
from cocreate.kernel.languages import Language
from cocreate.kernel.outbox import telling_nobody
from cocreate.kernel.policy import Actor, Role
from cocreate.moderation.actions import (
    NoticeDraft,
    PastAppeal,
    appeal,
    bring_appeal,
    close_review,
    complain_of_flag,
    flag_person,
    give_notice,
    judge_comment,
    note_on_case,
    suspend_person,
    tell_years,
)
from cocreate.moderation.queries import find_flag, item_of, statement_about
from cocreate.moderation.reason import Grade, Reason, Verdict
from cocreate.people.actions import choose_language

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


LEFT = "where-refund"
LEFT_WORDS = (
    "The number of her order stands in it, and her street. Anybody can ask for it now."
)
PERSON_NOTE = "He writes to everybody who says that money is short, here and by mail."
HERS = "My adviser sorted it at once. Ask for Ramón, 612 555 014, he answers at night."
TOLD_HER = (
    "Ha dado usted el nombre y el teléfono de su gestor sin que él lo sepa. Si lo "
    "cuenta sin esos datos, con gusto lo publicamos."
)


def tell_cases(world: World) -> None:
    """What the moderators are to decide, and what was decided twice."""
    with telling_nobody():
        tell_the_appeal(world)
        tell_the_notice(world)
        tell_the_sanction(world)
        tell_second_looks(world)
        complain(world)
        tell_in_spanish(world)
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


def complain(world: World) -> None:
    """Somebody disagrees that what she flagged was left, and another flags a person."""
    petra, noor = customer(world, "petra"), customer(world, "noor")
    bruno = Actor(world.people["bruno"], Role.MODERATOR, is_verified=True)
    idea_id, comment_id = world.ideas.get(LEFT), world.comments.get(LEFT)
    item = item_of(petra, idea_id=idea_id, comment_id=comment_id)
    flag = find_flag(petra.person_id, item)
    if flag is not None:
        close_review(bruno, flag.review_id, verdict=Verdict.KEEP)
        complain_of_flag(petra, flag.review_id, words=LEFT_WORDS)
    silvio = world.people[ADVERTISER]
    flag_person(noor, silvio, reason=Reason.SPAM, note=PERSON_NOTE)


def tell_in_spanish(world: World) -> None:
    """What Lucía is told is in Spanish; Ruth answered in it, too."""
    lucia = customer(world, "lucia")
    choose_language(lucia, Language.ES)
    idea_id = next(iter(world.ideas.values()))
    said = post_comment(lucia, idea_id=idea_id, body=HERS)
    judge_comment(
        Actor(world.people["ruth"], Role.MODERATOR, is_verified=True),
        said.id,
        verdict=Verdict.HIDE,
        reason=Reason.PERSONAL_DATA,
        statement=TOLD_HER,
    )


def customer(world: World, key: str) -> Actor:
    return Actor(world.people[key], Role.CUSTOMER, is_verified=True)
