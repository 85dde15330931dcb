"""Sending: a letter is claimed, handed over, and what came of it is kept.

At the border to another server a letter can be sent at most once or at least once,
not exactly once. Ours are sent at least once: whoever dies between the server's "250"
and our commit leaves a letter that is sent again, with the same Message-ID, by which
mail programs know it. A letter is never given up because a worker died.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Self

from sqlalchemy import select, update

from cocreate.config import current
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.log import log
from cocreate.kernel.mail.letters import PUSHED, Letter, State, leaves
from cocreate.kernel.mail.returned import find_returned, mark_unreachable
from cocreate.kernel.mail.smtp import (
    UNSENT,
    Outcome,
    Remembering,
    compose,
    connect,
    deliver,
    judge,
)
from cocreate.kernel.transaction import transaction

BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720)
# How long a letter is somebody's who does not say what became of it. Longer than a
# slow server takes, so that it is not sent beside the one who still sends it.
CLAIM = timedelta(minutes=5)
# As long as mail servers themselves go on trying (RFC 5321, 4.5.4.1).
PATIENCE = timedelta(days=5)
# What somebody was to see at once is no news the day after.
PUSH_PATIENCE = timedelta(days=1)


def send_due(most: int = 50) -> int:
    """Send what is due; say how many letters left."""
    if not leaves():
        return 0
    due = due_letters(most, pushed=False)
    with Round() as letters_leave:
        return sum(letters_leave.send(letter_id) for letter_id in due)


def due_letters(most: int, *, pushed: bool) -> Sequence[int]:
    """Some of what is due by mail, or to browsers; no lock is held on it."""
    way = PUSHED if pushed else Letter.push_to.is_(None)
    query = select(Letter.id).where(Letter.due_at <= now(), way)
    due = db.session.scalars(query.order_by(Letter.due_at, Letter.id).limit(most)).all()
    db.session.rollback()
    return due


class Round:
    """Several letters over one connection, until the server is gone."""

    def __init__(self) -> None:
        self.server: Remembering | None = None
        self.is_over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.server is not None:
            with suppress(*UNSENT):
                self.server.quit()
            self.server.close()

    def send(self, letter_id: int) -> int:
        letter = None if self.is_over else claim(letter_id)
        if letter is None:
            return 0
        outcome = self.hand_over(letter)
        if self.is_over:
            postpone_all(letter, outcome)
        else:
            keep(letter.id, outcome)
        return int(outcome.state is State.SENT)

    def hand_over(self, letter: Letter) -> Outcome:
        """Lay it in the folder, then give it to the server."""
        try:
            lay_in_folder(letter)
        except UNSENT as failure:
            return judge(failure)
        if current().mail_url is None:
            return Outcome(State.SENT, "laid in the folder")
        return self.give(letter)

    def give(self, letter: Letter) -> Outcome:
        try:
            self.server = self.server or connect()
        except UNSENT as failure:
            self.is_over = True  # nobody there: the others need not be tried
            return Outcome(State.WAITING, repr(failure)[:300])
        outcome = deliver(self.server, letter)
        if self.server.sock is None:  # it hung up
            self.server = None
        return outcome


def claim(letter_id: int) -> Letter | None:
    """Take a letter that is due; no lock is held while the server is asked."""
    with transaction():
        letter = db.session.scalar(
            select(Letter)
            .where(Letter.id == letter_id, Letter.due_at <= now())
            .with_for_update(skip_locked=True)
        )
        if letter is None:
            return None
        # Who may stop a letter may do without it: what was asked for is tried.
        if letter.unsubscribe_url and find_returned(letter.to_address):
            letter.state, letter.due_at = State.HELD, None
            return None
        letter.state, letter.due_at = State.SENDING, now() + CLAIM
        letter.tries += 1
    return letter


def lay_in_folder(letter: Letter) -> None:
    if folder := current().mail_folder:
        folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^0-9A-Za-z.-]", "_", letter.message_id.strip("<>"))
        (folder / f"{name}.eml").write_bytes(compose(letter).as_bytes())


def keep(letter_id: int, outcome: Outcome) -> None:
    """Keep what came of a try, in words that its recipient may read."""
    with transaction():
        letter = db.session.get(Letter, letter_id)
        if letter is None:  # torn up meanwhile
            return
        state = outcome.state
        if state is State.WAITING and now() - letter.written_at > patience_for(letter):
            state = State.REFUSED
        settle(letter, state, outcome)
        if outcome.returns:
            mark_unreachable(letter, outcome.answer)
    if state is not State.SENT:
        log.warning("mail.unsent", letter=letter_id, state=str(state))


def patience_for(letter: Letter) -> timedelta:
    return PATIENCE if letter.push_to is None else PUSH_PATIENCE


def settle(letter: Letter, state: State, outcome: Outcome) -> None:
    letter.state, letter.answer = state, outcome.answer
    letter.failure = None if state is State.SENT else outcome.answer
    letter.sent_at = now() if state is State.SENT else None
    pause = timedelta(minutes=pause_after(letter.tries))
    later = now() + max(pause, outcome.pause or pause)
    letter.due_at = later if state is State.WAITING else None


def postpone_all(letter: Letter, outcome: Outcome) -> None:
    """The server is away: whatever is due waits with this letter, and no longer."""
    pause = timedelta(minutes=pause_after(letter.tries))
    with transaction():
        db.session.execute(
            update(Letter)
            .where(Letter.due_at <= now(), Letter.push_to.is_(None))
            .values(due_at=now() + pause, failure=outcome.answer)
        )
        db.session.execute(
            update(Letter)
            .where(Letter.id == letter.id)
            .values(state=State.WAITING, due_at=now() + pause, failure=outcome.answer)
        )
    log.warning("mail.server_away", letter=letter.id, error=outcome.answer)


def pause_after(tries: int) -> int:
    return BACKOFF_MINUTES[max(0, min(tries, len(BACKOFF_MINUTES)) - 1)]


def try_out(letter_id: int) -> Letter | None:
    """Send a letter now, while somebody waits to read the server's own answer."""
    with Round() as now_leaves:
        now_leaves.send(letter_id)
    return db.session.get(Letter, letter_id)
