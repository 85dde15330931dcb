"""Tell of two rules for what is posted, a first post that one held, and likely spam."""

from datetime import timedelta

from cocreate.cli.demo.world import LAST_DAY, World, moment
from cocreate.discussion.actions import post_comment
from cocreate.kernel.ids import CommentId
from cocreate.kernel.outbox import telling_nobody
from cocreate.kernel.policy import Actor, Role
from cocreate.kernel.transaction import transaction
from cocreate.moderation.actions import (
    hold,
    set_limit,
    switch_off,
    switch_on,
    try_rule,
    watch_words,
)
from cocreate.moderation.case import CaseKind
from cocreate.moderation.guard import looks_like_spam
from cocreate.moderation.limits import Limit
from cocreate.moderation.queries import find_dry_run, get_rule
from cocreate.moderation.watching import WatchedAct
from cocreate.people.actions import create_person

WATCHED = "guaranteed"
FIRST = (
    "Hanne Dirix",
    "three-things",
    (
        "I opened my account on Monday. The balance, the last payment and the card: "
        "those are my three things. The loan can wait until I ask for it."
    ),
)
LURE = (
    "Gary Pell",
    "fees-that-tick",
    "Fast cash today, no questions, no papers! Write to fastcash@loans.example now.",
)
LURED_BY = ("fast cash", "no questions", "fastcash")


def tell_rules(world: World) -> None:
    """A rule is tried before it is on, and trying reads: so each has its own moment."""
    ruth = Actor(world.people["ruth"], Role.MODERATOR, is_verified=True)
    with transaction():
        word = watch_words(ruth, WATCHED, act=WatchedAct.HOLD).id
        set_limit(ruth, Limit.FIRST_POSTS, most=1)
    for name in (str(word), Limit.FIRST_POSTS.value):
        try_and_switch_on(ruth, name)
    with transaction(), telling_nobody():
        say(world, *FIRST)
        switch_off(ruth, Limit.FIRST_POSTS.value)  # it held too much to keep up with
        lure = say(world, *LURE)
        hold(CaseKind.SPAM, comment_id=lure, why=str(looks_like_spam(LURED_BY)))


def try_and_switch_on(ruth: Actor, name: str) -> None:
    try_rule(ruth, name)
    with transaction():
        run = find_dry_run(get_rule(ruth, name))
        if run is not None:
            switch_on(ruth, name, seen=run.mark)


def say(world: World, name: str, key: str, body: str) -> CommentId:
    """What somebody says who came the day before."""
    came = moment(LAST_DAY - 1, hour=19) + timedelta(minutes=len(body))
    email = f"{name.replace(' ', '.').lower()}@mailbox.example"
    person = create_person(name=name, email=email, joined_at=came)
    writer = Actor(person.id, Role.CUSTOMER, is_verified=True)
    return post_comment(writer, idea_id=world.ideas[key], body=body).id
