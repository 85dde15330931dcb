"""Letters: one to a person, of all that happened together, until nobody reads them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute

from cocreate.config import current
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import NoticeId, PersonId
from cocreate.kernel.languages import Language, speaking, translated
from cocreate.notices.kind import Kind
from cocreate.notices.models import Notice, Rhythm
from cocreate.notices.policy import UNREAD_MOST
from cocreate.notices.queries import (
    NoticeLine,
    lines_among,
    unsubscribe_token,
    wake_token,
)
from cocreate.people.queries import Reachable, actor_for, last_seen, reachable

MOST_READ = 100
MOST_TOLD = 12  # subjects in one letter; the rest is read in the application


class Subject(NamedTuple):
    """What a letter tells of one thing: its title, and what happened to it."""

    words: str
    link: str
    lines: list[NoticeLine]


def write_letter_to(person_id: PersonId) -> int:
    """Write one letter of what waits for a person; how much waited."""
    waited = take_waiting(person_id, Notice.mail_due_at)
    if not waited:
        return 0
    person = next(iter(reachable([person_id])), None)
    if person is None or mail.find_returned(person.email):
        return len(waited)
    lines = lines_among(actor_for(person_id), waited[-MOST_READ:])
    rhythm = find_or_begin_rhythm(person_id)
    if lines and not rests(rhythm):
        count_letter(rhythm)
        letter_id = write_letter(person, lines, is_last=rhythm.paused_at is not None)
        told = Notice.id.in_([line.id for line in lines])
        db.session.execute(update(Notice).where(told).values(letter_id=letter_id))
    return len(waited)


def take_waiting(
    person_id: PersonId, due_at: InstrumentedAttribute[datetime | None]
) -> list[NoticeId]:
    """What is due, and what will be in a moment: it goes in the same letter.

    Taken in the transaction that writes the letter, so by one worker alone.
    """
    soon = now() + timedelta(minutes=current().mail_together_minutes)
    taken = db.session.scalars(
        update(Notice)
        .where(Notice.person_id == person_id, due_at <= soon)
        .values({due_at: None})
        .returning(Notice.id)
    )
    return sorted(taken)


def find_or_begin_rhythm(person_id: PersonId) -> Rhythm:
    rhythm = db.session.get(Rhythm, person_id, with_for_update=True)
    if rhythm is None:
        rhythm = Rhythm(person_id=person_id, unread_letters=0)
        db.session.add(rhythm)
    return rhythm


def rests(rhythm: Rhythm) -> bool:
    """Whether letters rest because nobody read them. Who was here since reads again."""
    seen_at = last_seen(rhythm.person_id)
    if rhythm.written_at and seen_at and seen_at > rhythm.written_at:
        rhythm.unread_letters, rhythm.paused_at = 0, None
    return rhythm.paused_at is not None


def count_letter(rhythm: Rhythm) -> None:
    rhythm.unread_letters += 1
    rhythm.written_at = now()
    if rhythm.unread_letters >= UNREAD_MOST:
        rhythm.paused_at = now()


def write_letter(
    person: Reachable, lines: Sequence[NoticeLine], *, is_last: bool
) -> int:
    with speaking(language_of_letter(lines)):
        return write_spoken(person, lines, is_last=is_last)


def language_of_letter(lines: Sequence[NoticeLine]) -> Language:
    """The reader's own, where anything in it is told in that; else English."""
    return next(
        (line.language for line in lines if line.language is not Language.EN),
        Language.EN,
    )


def write_spoken(
    person: Reachable, lines: Sequence[NoticeLine], *, is_last: bool
) -> int:
    site = current().site_url
    token = unsubscribe_token(person.id, {Kind(line.kind) for line in lines})
    subjects = by_subject(lines, site)
    return mail.write(
        "notices",
        to_address=person.email,
        to_name=person.name,
        subject=subject_of(lines),
        subject_line=subject_of(lines),
        first=lines[0],
        number=len(lines),
        subjects=subjects[:MOST_TOLD],
        more=sum(len(subject.lines) for subject in subjects[MOST_TOLD:]),
        inbox_url=f"{site}/notices",
        settings_url=f"{site}/notices/settings",
        unsubscribe_url=f"{site}/notices/unsubscribe/{token}",
        wake_url=f"{site}/notices/waking/{wake_token(person.id)}" if is_last else None,
        unread_most=UNREAD_MOST,
    )


def by_subject(lines: Iterable[NoticeLine], site: str) -> list[Subject]:
    """What happened to the same thing stands together, in the order it began."""
    found: dict[str, Subject] = {}
    for line in lines:
        page = line.path.split("#")[0]
        link = f"{site}{line.path}"
        found.setdefault(page, Subject(line.words, link, [])).lines.append(line)
    return list(found.values())


def subject_of(lines: Sequence[NoticeLine]) -> str:
    """What stands in a list of letters: the first thing, and how much more."""
    first = lines[0]
    said = f"{first.actor_name or current().site_name} {first.said} {first.words}"
    if len(lines) == 1:
        return said
    return translated("%(said)s, and %(more)s more", said=said, more=len(lines) - 1)
