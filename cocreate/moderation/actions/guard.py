"""Look at what was just posted or changed, by the site's rules, before it is seen."""

from datetime import datetime
from typing import NamedTuple

from cocreate.discussion.actions import put_other_words as put_words_of_comment
from cocreate.discussion.queries import just_said
from cocreate.ideas.actions import put_other_words as put_words_of_idea
from cocreate.ideas.actions import tag_idea
from cocreate.ideas.queries import just_written
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError, TooManyError
from cocreate.kernel.ids import CommentId, IdeaId, PersonId
from cocreate.kernel.languages import Language, Saying, said_to, translatable
from cocreate.kernel.policy import WORKER
from cocreate.kernel.remembered import remembered
from cocreate.kernel.turns import take_turn
from cocreate.moderation.actions.bands import keep_bands
from cocreate.moderation.actions.open import hold, open_case
from cocreate.moderation.case import CaseKind
from cocreate.moderation.guard import (
    DAY,
    Finding,
    Posted,
    findings,
    is_counted,
    why_not_vote,
)
from cocreate.moderation.limits import Limit
from cocreate.moderation.queries import (
    current_version,
    guard_of,
    poster_of,
    texts_near,
    voter_of,
)
from cocreate.moderation.queries.guard import Known
from cocreate.moderation.repeating import bands_of
from cocreate.moderation.rules import About
from cocreate.moderation.trying import days_compared, repeats
from cocreate.moderation.watching import Watched, WatchedAct, with_others
from cocreate.people.queries import language_of

HELD_SO = translatable(
    "So it would wait for a moderator. Leave the title to its author."
)


class ManyVotesError(TooManyError):
    heading = translatable("That was your last vote of today")


class Place(NamedTuple):
    """What was posted: an idea or a comment, and whether it is away already."""

    idea_id: IdeaId | None
    comment_id: CommentId | None
    is_away: bool


def look_at_idea(idea_id: IdeaId, by_id: PersonId, *, is_new: bool) -> None:
    """Let the rules act on an idea, in the transaction that wrote it.

    A word that is not said here refuses it: nothing of it stays but its draft.
    """
    idea = just_written(idea_id)
    posted = Posted(idea.title, idea.body, now(), is_new, idea.files)
    found = found_in(posted, by_id, About(idea_id, None), idea.proposed_at)
    if by_id != idea.author_id:
        refuse_what_is_held(found, by_id)
    if others := of_act(found, WatchedAct.REPLACE):
        title, body = (with_others(text, others) for text in (idea.title, idea.body))
        put_words_of_idea(idea, title=title, body=body)
    if tags := [one.instead for one in of_act(found, WatchedAct.TAG)]:
        tag_idea(WORKER, idea_id, names=[*idea.tag_names.splitlines(), *tags])
    bring_before(Place(idea_id, None, idea.hidden_at is not None), found, by_id)
    text = f"{idea.title}\n{idea.body}"
    keep_bands(About(idea_id, None), text, said_at=idea.proposed_at, is_new=is_new)


def refuse_what_is_held(found: list[Finding], by_id: PersonId) -> None:
    """Nobody makes what somebody else wrote go away by what they put into it."""
    if any(one.act is WatchedAct.HOLD for one in found):
        why = said_to(language_of(by_id), [Saying(HELD_SO)])
        raise InvalidError({"title": why})


def look_at_comment(comment_id: CommentId, by_id: PersonId, *, is_new: bool) -> None:
    """The same for a comment, which has no tags."""
    comment = just_said(comment_id)
    posted = Posted(None, comment.body, now(), is_new, comment.files)
    found = found_in(posted, by_id, About(None, comment_id), comment.posted_at)
    if others := of_act(found, WatchedAct.REPLACE):
        put_words_of_comment(comment, with_others(comment.body, others))
    bring_before(Place(None, comment_id, comment.hidden_at is not None), found, by_id)
    about = About(None, comment_id)
    keep_bands(about, comment.body, said_at=comment.posted_at, is_new=is_new)


def look_at_vote(voter_id: PersonId) -> None:
    """Refuse a vote that is one too many of its day, this one among them."""
    # Asked at every vote, so a limit that is switched on may wait for two seconds.
    version = remembered(("rules",), current_version)
    if not version or Limit.VOTES_A_DAY not in (guard := guard_of(version)).limits:
        return
    take_turn("votes", voter_id)  # two votes at once must not both be the last
    voter = voter_of(voter_id, now())
    if voter and (why := why_not_vote(guard, voter.trust, voter.votes_today)):
        raise ManyVotesError(why)


def found_in(
    posted: Posted, by_id: PersonId, about: About, said_at: datetime
) -> list[Finding]:
    """What the rules find, unless one of them refuses it whole.

    Only what was said before is repeated: whoever was copied may change their words.
    """
    known = poster_in_turn(by_id, posted.at)
    if known is None:
        return []
    guard = guard_of(known.version)
    if days := days_compared(guard, known.poster):
        near = texts_near(
            bands_of(posted.text), about, since=posted.at - DAY * days, until=said_at
        )
        said = repeats(posted.text, near, posted.at - DAY * days)
        posted = posted._replace(repeats=said)
    found = findings(guard, posted, known.poster)
    blocked = [one for one in found if one.act is WatchedAct.BLOCK]
    if blocked:
        language = language_of(by_id)
        raise InvalidError(
            {one.field: said_to(language, [one.why]) for one in reversed(blocked)}
        )
    return found


def poster_in_turn(by_id: PersonId, at: datetime) -> Known | None:
    """Who posts; counted anew in turn where that is limited by the day.

    Of two posts at once each would miss the other, and both be the last of their day.
    """
    known = poster_of(by_id, at)
    if known is None or not is_counted(guard_of(known.version), known.poster):
        return known
    take_turn("posts", by_id)
    return poster_of(by_id, at)


def of_act(found: list[Finding], act: WatchedAct) -> list[Watched]:
    return [one.watched for one in found if one.act is act and one.watched]


def bring_before(place: Place, found: list[Finding], by_id: PersonId) -> None:
    """Hold it, or show it and open a case, once for all that was found.

    Moderators read why in English, and whoever wrote it in their own language.
    """
    idea_id, comment_id = place.idea_id, place.comment_id
    held = [one for one in found if one.act is WatchedAct.HOLD]
    if held and not place.is_away:
        suspected = [one for one in held if one.kind is CaseKind.SPAM]
        kind = CaseKind.SPAM if suspected else CaseKind.HELD
        sayings = [one.why for one in held]
        why, told = (
            str(said_to(language, sayings))
            for language in (Language.EN, language_of(by_id))
        )
        hold(kind, idea_id=idea_id, comment_id=comment_id, why=why, told=told)
        return
    flagged = [one.why for one in found if one.act is WatchedAct.FLAG]
    if flagged:
        why = str(said_to(Language.EN, flagged))
        kind = CaseKind.FLAGGED
        open_case(WORKER, kind, idea_id=idea_id, comment_id=comment_id, why=why)
