"""Take a notice of illegal content from anybody, as Article 16 of the DSA has it."""

import secrets
from dataclasses import dataclass, replace

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError
from cocreate.kernel.ids import ReviewId
from cocreate.kernel.languages import Language, moment, speaking, translated
from cocreate.kernel.outbox import record
from cocreate.kernel.policy import WORKER
from cocreate.moderation.actions.open import announce, insert_case, open_review
from cocreate.moderation.case import CaseKind, due_at
from cocreate.moderation.events import LegalNoticeGiven
from cocreate.moderation.models import LegalNotice, Review
from cocreate.moderation.outcome import on
from cocreate.moderation.queries import (
    case_appealed,
    find_notice_like,
    find_open_at,
    get_notice,
    item_of,
    key_of,
    notices_of,
    spot_at,
)
from cocreate.people.addresses import kept_form

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDraft:
    """What a notice says: where, why, against which law, and by whom."""

    address: str
    why: str
    law: str
    name: str | None
    email: str | None
    language: Language = Language.EN  # of whoever gives it


def give_notice(draft: NoticeDraft) -> LegalNotice:
    """Open a case for a notice, and acknowledge it by mail with its number.

    The same notice again gives the first one's number. No account is needed, and it
    never hides anything by itself.
    """
    draft = replace(draft, email=kept_form(draft.email or "") or draft.email)
    if known := find_notice_like(draft.address, draft.why, draft.email):
        return known
    review = case_at(draft)
    # The case is held now: of two at once the second finds what the first has given.
    if known := find_notice_like(draft.address, draft.why, draft.email):
        return known
    review.due_at = min(review.due_at, due_at(CaseKind.NOTICE, now()))
    notice = LegalNotice(
        reference=fresh_reference(),
        review_id=review.id,
        place=draft.address,
        why=draft.why,
        law=draft.law,
        name=draft.name,
        email=draft.email,
        language=draft.language,
    )
    db.session.add(notice)
    db.session.flush()  # the event and the letter name its key
    record(LegalNoticeGiven(notice_id=notice.id, review_id=review.id))
    acknowledge(notice)
    return notice


def case_at(draft: NoticeDraft) -> Review:
    """The open case of what is at a place; of what is no item, a case of the place."""
    spot = spot_at(draft.address)
    if spot.idea_id is not None or spot.comment_id is not None:
        item = item_of(
            WORKER, idea_id=spot.idea_id, comment_id=spot.comment_id, lock=True
        )
        review = open_review(item, kind=CaseKind.NOTICE, why=draft.law)
        if review.kind is CaseKind.FLAGGED:  # the law asks more of a notice
            review.kind = CaseKind.NOTICE
        return review
    return case_of_place(draft)


def case_of_place(draft: NoticeDraft) -> Review:
    review = find_open_at(draft.address, lock=True)
    if review is not None:
        return review
    insert_case(CaseKind.NOTICE, draft.law, place=draft.address)
    made = find_open_at(draft.address, lock=True)
    if made is None:
        raise ConflictError
    announce(WORKER, made)
    return made


def fresh_reference() -> str:
    """A case number that can be read out on the telephone, and that nobody guesses."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(12))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def acknowledge(notice: LegalNotice) -> None:
    with speaking(notice.language):
        subject = translated("Your notice %(reference)s", reference=notice.reference)
        due = moment(get_notice(notice.reference).due_at)
        write_about(notice, "moderation_notice", subject, due=due)


def answer_notices(review_id: ReviewId) -> None:
    """Tell whoever gave notice what was decided, and how to disagree; once each.

    Of an appeal, whoever gave notice of what it is about.
    """
    first_id = first_of(review_id)
    for notice in notices_of(first_id):
        if first_id == review_id and notice.answered_at is None:
            notice.answered_at = now()
            answer(notice)
        elif first_id != review_id and (notice.retold_id or 0) < review_id:
            notice.retold_id = review_id
            answer(notice)


def first_of(review_id: ReviewId) -> ReviewId:
    """The case at which a row of appeals began."""
    before = case_appealed(review_id)
    return review_id if before is None else first_of(before)


def answer(notice: LegalNotice) -> None:
    with speaking(notice.language):
        subject = translated(
            "Decided: your notice %(reference)s", reference=notice.reference
        )
        standing = get_notice(notice.reference)
        until = standing.complain_until
        write_about(
            notice,
            "moderation_outcome",
            subject,
            outcome=standing.outcome,
            again=standing.outcome_again,
            until=on(until) if until else "",
        )


def write_about(notice: LegalNotice, template: str, subject: str, **facts: str) -> None:
    """Write to whoever gave a notice, where they said who they are."""
    if notice.email is None:
        return
    mail.write(
        template,
        to_address=notice.email,
        subject=subject,
        reference=notice.reference,
        to_name=notice.name or "",
        place=current().site_url + notice.place,
        href=path_of(notice),
        **facts,
    )


def path_of(notice: LegalNotice) -> str:
    key = key_of(notice.reference)
    return f"{current().site_url}/illegal-content/{notice.reference}?key={key}"
