"""Write the rules for what is posted: words to watch for, and limits of newcomers.

A rule that is written anew is off: it is switched on by whoever has seen what it would
have done.
"""

from typing import Any

from sqlalchemy import delete, or_, update

from cocreate.kernel.audit import note_act
from cocreate.kernel.clock import now
from cocreate.kernel.db import changed_rows, db, insert_into
from cocreate.kernel.errors import ConflictError, InvalidError
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import (
    DryRun,
    GuardVersion,
    PostingLimit,
    RuleTrial,
    WatchedWord,
)
from cocreate.moderation.policy import may_set_rules
from cocreate.moderation.queries import count_words, find_watched, get_rule
from cocreate.moderation.queries.guard import ONLY
from cocreate.moderation.rules import Rule
from cocreate.moderation.watching import NEEDS_MORE, WatchedAct, why_not_watch

MODERATORS = "Moderators set the rules for what is posted."
MOST_WORDS = 500
TOO_MANY = f"{MOST_WORDS} rules are all that can be kept. Remove one that is not used."


def watch_words(
    actor: Actor, words: str, *, act: WatchedAct, instead: str = ""
) -> WatchedWord:
    """Keep a rule for words, off at first; said again, this is done about them.

    What is said again just so changes nothing.
    """
    require(may_set_rules(actor), MODERATORS)
    if refusal := why_not_watch(words):
        raise InvalidError({"words": refusal})
    if find_watched(words) is None and count_words() >= MOST_WORDS:
        raise InvalidError({"words": TOO_MANY})
    said = {"act": act, "instead": instead if act in NEEDS_MORE else ""}
    upsert_word(words, {**said, **by(actor), "is_on": False})
    word = find_watched(words)
    if word is None:
        raise ConflictError("Somebody is just changing this. Try again.")
    return word


def upsert_word(words: str, said: dict[str, Any]) -> None:
    written = db.session.execute(
        insert_into(WatchedWord)
        .values(words=words, **said)
        .on_conflict_do_update(
            index_elements=["words"],
            set_=said,
            where=or_(
                WatchedWord.act != said["act"], WatchedWord.instead != said["instead"]
            ),
        )
    )
    if changed_rows(written):
        word = find_watched(words)
        call_off_trial(str(word.id) if word else "")
        rules_changed("RuleWritten", rule=word.id if word else 0, does=said["act"])


def set_limit(actor: Actor, limit: Limit, *, most: int) -> None:
    """Say the number of a limit; another number is off until it was tried."""
    require(may_set_rules(actor), MODERATORS)
    said = {"most": most, "is_on": False, **by(actor)}
    written = db.session.execute(
        insert_into(PostingLimit)
        .values(name=limit, **said)
        .on_conflict_do_update(
            index_elements=["name"], set_=said, where=PostingLimit.most != most
        )
    )
    if changed_rows(written):
        call_off_trial(limit.value)
        rules_changed("RuleWritten", rule=limit.value, most=most)


def call_off_trial(name: str) -> None:
    """Let the worker stop trying what a rule says no more; its page tells of that."""
    under_way = (RuleTrial.rule == name) & RuleTrial.called_off_at.is_(None)
    db.session.execute(update(RuleTrial).where(under_way).values(called_off_at=now()))


def remove_rule(actor: Actor, name: str) -> None:
    """Let words be said again, and forget the rule; a limit is switched off instead."""
    require(may_set_rules(actor), MODERATORS)
    if name in set(Limit):
        raise ConflictError("A limit stays in the list. Switch it off.")
    if not (name.isascii() and name.isdigit()):
        return
    gone = db.session.execute(delete(WatchedWord).where(WatchedWord.id == int(name)))
    if changed_rows(gone):
        for table in (DryRun, RuleTrial):
            db.session.execute(delete(table).where(table.rule == name))
        rules_changed("RuleRemoved", rule=name)


def put(actor: Actor, rule: Rule, *, is_on: bool) -> Rule:
    """Switch a rule, which others read anew before they next look at something."""
    if rule.limit:
        said = {"is_on": is_on, **by(actor)}
        db.session.execute(
            insert_into(PostingLimit)
            .values(name=rule.limit, most=rule.most, **said)
            .on_conflict_do_update(index_elements=["name"], set_=said)
        )
    else:
        word = db.session.get(WatchedWord, int(rule.name), populate_existing=True)
        if word is not None:
            word.is_on, word.by_id, word.since_at = is_on, actor.person_id, now()
    db.session.flush()  # what is answered is read anew
    rules_changed("RuleSwitchedOn" if is_on else "RuleSwitchedOff", rule=rule.name)
    return get_rule(actor, rule.name)


def by(actor: Actor) -> dict[str, Any]:
    return {"by_id": actor.person_id, "since_at": now()}


def rules_changed(act: str = "", /, **facts: Any) -> None:
    """Let every process read the rules anew, before it next looks at something.

    An act of somebody's is kept in the audit log by the rule's number or name alone.
    """
    version = fresh_token()
    db.session.execute(
        insert_into(GuardVersion)
        .values(id=ONLY, version=version)
        .on_conflict_do_update(index_elements=["id"], set_={"version": version})
    )
    if act:
        note_act(act, **facts)
