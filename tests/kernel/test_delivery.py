"""What a mail server answers decides what becomes of a letter, and of its address."""

from datetime import timedelta
from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from cocreate.config import Settings, use
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter, State
from cocreate.kernel.outbox import OutboxMessage
from tests.cli.running import run
from tests.mailing import OpenOffice, PostOffice

pytestmark = pytest.mark.usefixtures("app")

NEWS = "https://example.org/notices/unsubscribe/x"
ADA, BEN = "ada@example.org", "ben@example.org"


@pytest.fixture
def office(settings: Settings, open_office: OpenOffice) -> PostOffice:
    office = open_office()
    use(settings.model_copy(update={"mail_url": office.url()}))
    return office


def a_letter(to_address: str = ADA, news: str | None = None) -> int:
    letter_id = mail.post(
        to_address=to_address,
        to_name="",
        subject="Hello",
        text="It moved.",
        unsubscribe_url=news,
    )
    db.session.commit()
    return letter_id


def states() -> list[str]:
    db.session.rollback()
    return [*db.session.scalars(select(Letter.state).order_by(Letter.id))]


def letter_now(letter_id: int) -> Letter:
    db.session.rollback()
    return db.session.get_one(Letter, letter_id, populate_existing=True)


def test_the_servers_own_answer_is_kept(office: PostOffice) -> None:
    letter_id = a_letter()
    assert mail.send_due() == 1
    letter = letter_now(letter_id)
    assert (letter.state, letter.answer) == (State.SENT, "250 2.0.0 OK queued as 1")


def test_a_server_that_says_later_is_asked_later_each_time(office: PostOffice) -> None:
    office.says_of_letters = ["451 4.7.1 Greylisted"] * 3
    letter_id = a_letter()
    pauses = []
    for _ in range(3):
        with travel(letter_now(letter_id).due_at or now(), tick=False):
            assert mail.send_due() == 0
            letter = letter_now(letter_id)
            assert letter.state == State.WAITING
            assert letter.failure == "451 4.7.1 Greylisted"
            pauses.append((letter.due_at or now()) - now())
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 5, 15)]
    with travel(letter_now(letter_id).due_at or now()):
        assert mail.send_due() == 1
    assert office.ids == [letter_now(letter_id).message_id]


def test_nobody_is_asked_for_ever(office: PostOffice) -> None:
    office.says_to[ADA] = "450 4.2.1 Try again later"
    letter_id = a_letter()
    with travel(now() + timedelta(days=6)):
        mail.send_due()
    letter = letter_now(letter_id)
    assert (letter.state, letter.due_at) == (State.REFUSED, None)
    assert mail.find_returned(ADA) is None


def test_a_refused_letter_is_not_tried_again_and_its_address_stays(
    office: PostOffice,
) -> None:
    office.says_of_letters = ["554 5.6.0 Message content rejected"]
    a_letter()
    mail.send_due()
    with travel(now() + timedelta(days=1)):
        assert mail.send_due() == 0
    assert states() == [State.REFUSED]
    assert mail.find_returned(ADA) is None


@pytest.mark.parametrize(
    ("said", "stands", "marked"),
    [
        ("550 5.1.1 No such user", State.REFUSED, {ADA}),
        ("550 5.7.1 Your server is not welcome", State.REFUSED, set()),
        ("552 5.2.2 Mailbox full", State.WAITING, set()),
    ],
)
def test_an_address_is_marked_when_it_is_at_fault(
    office: PostOffice, said: str, stands: State, marked: set[str]
) -> None:
    office.says_to[ADA] = said
    a_letter(ADA)
    a_letter(BEN)
    assert mail.send_due() == 1
    assert states() == [stands, State.SENT]
    assert mail.returned_among([ADA, BEN]) == marked


def test_a_marked_address_gets_what_it_asks_for_and_no_news(office: PostOffice) -> None:
    mail.mark_returned(ADA, "550 5.1.1 No such user")
    a_letter(ADA, news=NEWS)
    a_letter(ADA)
    mail.send_due()
    assert states() == [State.HELD, State.SENT]
    mail.mend(ADA)
    a_letter(ADA, news=NEWS)
    mail.send_due()
    assert states()[2] == State.SENT


def test_it_is_said_once_that_an_address_sends_mail_back() -> None:
    for _ in range(2):
        mail.mark_returned(ADA, "550 5.1.1 No such user")
    db.session.commit()
    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert kinds == ["AddressReturned"]


def test_while_the_server_is_away_one_letter_asks_for_all(settings: Settings) -> None:
    use(settings.model_copy(update={"mail_url": PostOffice().url()}))
    for _ in range(5):
        a_letter()
    assert mail.send_due() == 0
    db.session.rollback()
    tries = db.session.scalars(select(Letter.tries).order_by(Letter.id)).all()
    assert tries == [1, 0, 0, 0, 0]
    assert set(states()) == {State.WAITING}
    assert mail.send_due() == 0
    due = db.session.scalars(select(Letter.due_at)).all()
    assert all(at and at > now() for at in due)


def test_many_letters_leave_over_one_connection(office: PostOffice) -> None:
    for number in range(12):
        a_letter(f"reader-{number}@example.org")
    assert mail.send_due() == 12
    assert len(set(office.ids)) == 12


# ── Who dies while sending ────────────────────────────────────────────────────


def test_a_letter_whose_sender_died_is_sent_after_all(office: PostOffice) -> None:
    letter_id = a_letter()
    assert mail.sending.claim(letter_id) is not None  # and then nothing more is heard
    assert states() == [State.SENDING]
    assert mail.send_due() == 0  # it may still be on its way
    with travel(now() + timedelta(minutes=6)):
        assert mail.send_due() == 1
    assert states() == [State.SENT]


def test_a_letter_sent_twice_is_the_same_letter(office: PostOffice) -> None:
    letter_id = a_letter()
    letter = mail.sending.claim(letter_id)
    assert letter is not None
    with mail.sending.Round() as dying:
        dying.hand_over(letter)  # the server took it; whoever sent it dies here
    with travel(now() + timedelta(minutes=6)):
        assert mail.send_due() == 1
    assert office.ids == [letter.message_id] * 2


# ── Mail that comes back later ────────────────────────────────────────────────


def a_report(about: str, address: str = ADA, status: str = "5.1.1") -> bytes:
    """A report as mail servers write it (RFC 3464)."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report.attach(MIMEText("I am sorry to have to inform you…"))
    whole, one = Message(), Message()
    whole["Reporting-MTA"] = "dns; mx.example.org"
    one["Final-Recipient"] = f"rfc822; {address}"
    one["Action"] = "failed" if status.startswith("5") else "delayed"
    one["Status"] = status
    one["Diagnostic-Code"] = "smtp; 550 5.1.1 <ada@example.org>: unknown"
    status_part = MIMEMessage(whole, "delivery-status")
    status_part.set_type("message/delivery-status")
    status_part.set_payload([whole, one])
    report.attach(status_part)
    original = EmailMessage()
    original["Message-ID"] = about
    original.set_content("It moved.")
    report.attach(MIMEMessage(original))
    return report.as_bytes()


def test_a_bounce_marks_the_address_of_its_letter(office: PostOffice) -> None:
    letter_id = a_letter()
    mail.send_due()
    message_id = letter_now(letter_id).message_id
    assert mail.take_bounce(a_report(message_id))
    marked = mail.find_returned(ADA)
    assert marked is not None
    assert "unknown" in marked.answer
    db.session.commit()


@pytest.mark.parametrize(
    ("address", "status", "about"),
    [(ADA, "4.2.1", ""), (BEN, "5.1.1", ""), (ADA, "5.1.1", "<made-up@x.org>")],
)
def test_a_report_is_believed_about_our_own_letters_alone(
    office: PostOffice, address: str, status: str, about: str
) -> None:
    letter_id = a_letter()
    mail.send_due()
    about = about or letter_now(letter_id).message_id
    assert not mail.take_bounce(a_report(about, address, status))
    assert mail.find_returned(ADA) is None


@pytest.mark.parametrize("raw", [b"", b"\xff\x00 no mail", b"Subject: hello\n\nHi."])
def test_what_is_no_report_does_nothing(raw: bytes) -> None:
    assert not mail.take_bounce(raw)


def test_the_mail_server_pipes_a_report_into_the_command(
    app: Flask, office: PostOffice
) -> None:
    letter_id = a_letter()
    mail.send_due()
    raw = a_report(letter_now(letter_id).message_id)
    assert "marked" in run(app, "take-bounce", typed=raw.decode()).output
    assert letter_now(letter_id).state == State.REFUSED


# ── The log ───────────────────────────────────────────────────────────────────


def test_the_log_is_read_in_pages_by_state_and_by_address(office: PostOffice) -> None:
    for number in range(7):
        a_letter(ADA if number % 2 else BEN)
    office.says_to[BEN] = "550 5.1.1 No such user"
    mail.send_due()
    seen, place = [], None
    while True:
        page = mail.logged(place=place, size=3)
        seen += [line.id for line in page.rows]
        if (place := page.following) is None:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 7
    assert len(mail.logged(address=ADA).rows) == 3
    assert len(mail.logged(state=State.REFUSED).rows) == 4
    assert len(mail.logged(state=State.REFUSED, address=ADA).rows) == 0


def test_what_was_settled_long_ago_is_forgotten(settings: Settings) -> None:
    a_letter()
    use(settings.model_copy(update={"mail_url": PostOffice().url()}))
    waiting = a_letter()
    with travel(now() + timedelta(days=91)):
        newest = a_letter()
        assert mail.forget_old_letters(100) == 1
    assert [line.id for line in mail.logged().rows] == [newest, waiting]
