"""What the three panes of the moderators' desk show."""

from datetime import datetime
from typing import Any, NamedTuple

from flask import request, url_for

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.forms import Shown, shown
from cocreate.kernel.ids import PersonId, ReviewId
from cocreate.kernel.paging import LARGEST_KEY
from cocreate.kernel.spans import DAY, Clock, clock_until, length_of
from cocreate.moderation import policy, queries
from cocreate.moderation.case import KIND_WORDS, CaseKind
from cocreate.moderation.forms import ManyForm
from cocreate.moderation.policy import Before
from cocreate.moderation.queries import Item
from cocreate.moderation.reason import CHOICES, GRADE_WORDS, Verdict
from cocreate.moderation.registry import BY_NAME, BY_VERDICT, menu
from cocreate.people.policy import may_suspend
from cocreate.people.queries import face_of, get_person
from cocreate.people.session import current_actor
from cocreate.projects import queries as projects

GRADES = tuple((grade.value, words) for grade, words in GRADE_WORDS.items())


VOTES_WORDS = {
    Verdict.KEEP: "They count",
    Verdict.HIDE: "They do not count, with this reason",
    Verdict.RESTORE: "It counts again",
}


def queue_pane(kind: CaseKind | None, many: ManyForm | None = None) -> dict[str, Any]:
    actor = current_actor()
    page = queries.open_cases(actor, kind=kind, place=request.args.get("page"))
    took = queries.times_to_verdict(actor)
    return {
        "cases": page.rows,
        "clocks": {line.id: clock_of(line.due_at) for line in page.rows},
        "kind": kind,
        "kinds": KIND_WORDS,
        "following": page.following,
        "preceding": page.preceding,
        "waiting": queries.count_open(actor),
        "done_today": queries.count_closed_today(actor),
        "took": length_of(took.middle) if took else "",
        "ninth": length_of(took.ninth) if took else "",
        "deeds": BY_NAME,
        "by_verdict": BY_VERDICT,
        "reasons_to_choose": CHOICES,
        "grades": GRADES,
        "many": shown(many or ManyForm()),
    }


def clock_of(due_at: datetime) -> Clock:
    return clock_until(due_at, now(), soon=DAY / 4)


def case_panes(review_id: ReviewId, form: Shown) -> dict[str, Any]:
    """A case: what it is about in context, its history, and how it can end."""
    actor = current_actor()
    review = queries.get_review(actor, review_id)
    item = queries.item_to_judge(actor, review)
    choices = offered(queries.verdicts_on(review, item), review.author_id)
    first = queries.review_appealed(review) if review.appeal_of_id else None
    ring = queries.ring_behind(review)
    reported = first.id if first else review.id
    return {
        **about(item, review.author_id),
        "review": review,
        "state": review.state(now()),
        "clock": clock_of(review.due_at),
        "kind_words": KIND_WORDS[review.kind],
        "claimer": face_of(review.claimed_by_id).name
        if review.claimed_by_id and review.is_claimed(now())
        else "",
        "is_mine": review.claimed_by_id == actor.person_id,
        "flags": queries.raised(reported),
        "weights": {
            one.reporter_id: one.weight for one in queries.flags_weighed(reported)
        },
        "suspects": queries.suspects_shown(actor, ring.id) if ring else (),
        "votes_words": VOTES_WORDS,
        "notices": queries.notices_of(reported),
        "steps": queries.steps_of(review.id),
        "first": first,
        "first_by": face_of(first.moderator_id).name
        if first and first.moderator_id
        else "",
        "trail": queries.trail_of(item, review, place=request.args.get("trail"))
        if item
        else None,
        "post_to": url_for("moderation.close", review_id=review.id),
        "choices": choices,
        "menu": menu(choices),
        "why_not": policy.why_not_judge(
            actor,
            item.author_id if ring and item and not first else review.author_id,
            queries.before_of(review),
        ),
        "form": form,
    }


def item_panes(item: Item, post_to: str, form: Shown) -> dict[str, Any]:
    """An idea or a comment without a case."""
    choices = offered(queries.verdicts_on(None, item), item.author_id)
    return {
        **about(item, item.author_id),
        "review": None,
        "flags": (),
        "trail": queries.trail_of(item, None, place=request.args.get("trail")),
        "post_to": post_to,
        "choices": choices,
        "menu": menu(choices),
        "why_not": policy.why_not_judge(current_actor(), item.author_id, Before()),
        "form": form,
    }


def about(item: Item | None, author_id: PersonId | None) -> dict[str, Any]:
    """The words with what stands around them, and the record of who wrote them."""
    actor = current_actor()
    before, after = queries.around(actor, item) if item else ((), ())
    return {
        "item": item,
        "told_author": queries.told_anew(item.hidden_reason) if item else "",
        "before": before,
        "after": after,
        "author": face_of(author_id) if author_id else None,
        "record": queries.record_of(author_id) if author_id else None,
        "past": queries.past_cases(actor, author_id) if author_id else [],
        "in_project": projects.get_heading_by_id(actor, item.project_id)
        if item
        else None,
        "signed": face_of(actor.person_id).name,
    }


def offered(
    choices: tuple[Verdict, ...], author_id: PersonId | None
) -> tuple[Verdict, ...]:
    """How it can end: whom the actor may not silence is not offered to be."""
    if author_id and may_suspend(current_actor(), get_person(author_id)):
        return choices
    return tuple(one for one in choices if one is not Verdict.SANCTION)


class Fresh(NamedTuple):
    """The verdict that was just given and can be undone."""

    id: ReviewId
    words: str
    about: str
    until: datetime | None


def undoable(done: str) -> Fresh | None:
    """The verdict that the actor has just given, while they can take it back."""
    if not (done.isascii() and done.isdigit()) or int(done) >= LARGEST_KEY:
        return None
    actor, review_id = current_actor(), ReviewId(int(done))
    step = queries.last_verdict(review_id)
    if step is None or step.undone_at is not None or step.verdict is None:
        return None
    if not policy.may_undo(actor, step.by_id, step.at, now()):
        return None
    until = step.at + DAY / 86_400 * current().undo_seconds
    return Fresh(
        review_id,
        BY_VERDICT[step.verdict].words,
        f"Case {review_id:,}",
        until if until > now() else None,
    )
