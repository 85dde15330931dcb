"""Set the rules for what is posted: words to watch for, and limits of newcomers."""

from cocreate.kernel.clock import now
from cocreate.kernel.db import db, insert_into
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.policy import Actor, require
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import GuardVersion, PostingLimit, WatchedWord
from cocreate.moderation.queries import find_watched, get_watched
from cocreate.moderation.queries.guard import ONLY
from cocreate.moderation.watching import NEEDS_MORE, WatchedAct, why_not_watch

MODERATORS = "Moderators set the rules for what is posted."
MOST_WORDS = 500


def watch_words(
    actor: Actor, words: str, *, act: WatchedAct, instead: str = ""
) -> WatchedWord:
    """Watch for words from now on; said again, it is this that is done about them."""
    require(actor.is_moderator, MODERATORS)
    if refusal := why_not_watch(words):
        raise InvalidError({"words": refusal})
    said = {
        "act": act,
        "instead": instead if act in NEEDS_MORE else "",
        "by_id": actor.person_id,
        "since_at": now(),
    }
    db.session.execute(
        insert_into(WatchedWord)
        .values(words=words, **said)
        .on_conflict_do_update(index_elements=["words"], set_=said)
    )
    word = find_watched(words)
    if word is None:
        raise InvalidError({"words": "Somebody is just changing this. Try again."})
    rules_changed()
    return word


def stop_watching(actor: Actor, word_id: int) -> None:
    """Let words be said again."""
    require(actor.is_moderator, MODERATORS)
    db.session.delete(get_watched(actor, word_id))
    rules_changed()


def set_limit(actor: Actor, limit: Limit, *, most: int | None) -> None:
    """Ask this of newcomers from now on; none: no more."""
    require(actor.is_moderator, MODERATORS)
    if most is None:
        lift_limit(limit)
    else:
        said = {"most": most, "by_id": actor.person_id, "since_at": now()}
        db.session.execute(
            insert_into(PostingLimit)
            .values(name=limit, **said)
            .on_conflict_do_update(index_elements=["name"], set_=said)
        )
    rules_changed()


def lift_limit(limit: Limit) -> None:
    stands = db.session.get(PostingLimit, limit)
    if stands is not None:
        db.session.delete(stands)


def rules_changed() -> None:
    """Let every process read the rules anew, before it next looks at something."""
    version = fresh_token()
    db.session.execute(
        insert_into(GuardVersion)
        .values(id=ONLY, version=version)
        .on_conflict_do_update(index_elements=["id"], set_={"version": version})
    )
