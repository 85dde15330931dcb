"""Rules for what is posted, tried and switched on."""

from cocreate.kernel.db import db
from cocreate.moderation.actions import set_limit, switch_on, try_rule, watch_words
from cocreate.moderation.limits import Limit
from cocreate.moderation.queries import find_dry_run, get_rule
from cocreate.moderation.watching import WatchedAct
from cocreate.people.models import Person
from tests.factories.people import actor_of


def a_watched_word(by: Person, words: str, act: WatchedAct, instead: str = "") -> str:
    """Words that are watched for from now on; the name of their rule."""
    word = watch_words(actor_of(by), words, act=act, instead=instead)
    return switched_on(by, str(word.id))


def a_limit(by: Person, limit: Limit, most: int) -> str:
    """A limit that is on from now."""
    set_limit(actor_of(by), limit, most=most)
    return switched_on(by, limit.value)


def switched_on(by: Person, name: str) -> str:
    db.session.commit()
    actor = actor_of(by)
    try_rule(actor, name)
    run = find_dry_run(get_rule(actor, name))
    assert run is not None
    switch_on(actor, name, seen=run.mark)
    db.session.commit()
    return name
