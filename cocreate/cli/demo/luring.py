"""Tell of the spam of some weeks, hidden one by one: what is learned from it."""

from datetime import timedelta

from cocreate.cli.demo.world import World, moment, origin_of
from cocreate.discussion.actions import (
    ImportedComment,
    ids_by_origin,
    import_comments,
)
from cocreate.kernel.ids import PersonId
from cocreate.moderation.actions import PastFlag, PastVerdict, bring_review
from cocreate.moderation.reason import Reason, Verdict
from cocreate.people.actions import create_person

BEGAN = 60  # the day
ON = "fees-that-tick"
LURERS = ("Cash Today", "Lucky Wins", "Follower Shop")
OFFERS = (
    "EASY LOAN in 5 minutes, no papers! Apply now at http://quick-{}.example",
    "You WIN {}00 $ today, claim your bonus at https://luckywins.example/{}",
    "Buy 10{}00 real followers, cheap and fast: www.followershop.example",
)
STATEMENT = "It advertises, and says nothing about the idea."
MANY = 24


def tell_lures(world: World) -> None:
    """One each day; the author of the idea reports it, Ruth hides it."""
    people = [
        create_person(name=name, email=address_of(name), joined_at=moment(BEGAN - 1)).id
        for name in LURERS
    ]
    ruth, reporter = world.people["ruth"], world.people[world.subjects[ON].author]
    lures = [lure(world, number, people[number % 3]) for number in range(MANY)]
    import_comments(lures)
    keys = ids_by_origin(one.origin for one in lures)
    for one in lures:
        flag = PastFlag(
            reporter_id=reporter,
            reason=Reason.SPAM,
            note="",
            flagged_at=one.posted_at + timedelta(minutes=20),
        )
        bring_review(
            one.project_id,
            idea_id=None,
            comment_id=keys[one.origin],
            author_id=one.author_id,
            flags=[flag],
            verdict=PastVerdict(
                verdict=Verdict.HIDE,
                moderator_id=ruth,
                closed_at=one.posted_at + timedelta(hours=2),
                reason=Reason.SPAM,
                statement=STATEMENT,
            ),
        )


def address_of(name: str) -> str:
    return f"{name.replace(' ', '.').lower()}@mailbox.example"


def lure(world: World, number: int, author_id: PersonId) -> ImportedComment:
    at = moment(BEGAN + number, hour=9) + timedelta(minutes=number)
    return ImportedComment(
        origin=origin_of(f"lure-{number}"),
        project_id=world.projects[world.subjects[ON].project],
        idea_id=world.ideas[ON],
        entry_id=None,
        author_id=author_id,
        body=OFFERS[number % 3].format(number + 1, number + 1),
        posted_at=at,
        parent_origin=None,
        is_official=False,
        hidden_at=at + timedelta(hours=2),
        hidden_reason=STATEMENT,
    )
