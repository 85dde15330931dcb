"""Whoever reported what was left standing can have it looked at again (Article 20)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from cocreate.discussion.models import Comment
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.errors import ConflictError, ForbiddenError, NotFoundError
from cocreate.kernel.languages import Language
from cocreate.kernel.mail import Letter
from cocreate.moderation.actions import (
    appeal,
    close_review,
    complain_of_flag,
    flag_comment,
    flag_person,
    judge_comment,
)
from cocreate.moderation.case import CaseKind
from cocreate.moderation.models import Flag, Review
from cocreate.moderation.queries import get_statement, record_of
from cocreate.moderation.queries.weights import tallies_by_reporter
from cocreate.moderation.reason import Reason, Verdict
from cocreate.moderation.weight import Tally
from cocreate.notices.models import Notice
from cocreate.people.models import Person
from cocreate.people.queries import everything_of
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_moderator, a_person, actor_of
from tests.walking import Walker

pytestmark = pytest.mark.usefixtures("app")
SignedIn = Callable[[Any], ForgetfulClient]
WORDS = "Read the second line."


def test_a_complaint_is_decided_by_somebody_else_and_then_appealed_against() -> None:
    comment, first, second = a_comment(), a_moderator(), a_moderator()
    jonas, stranger = a_person("Jonas"), a_person()
    author = actor_of(db.session.get_one(type(jonas), comment.author_id))
    case_id = flag_comment(actor_of(jonas), comment.id, reason=Reason.ABUSE).review_id
    with pytest.raises(ForbiddenError):
        complain_of_flag(actor_of(jonas), case_id, words="Too early.")
    close_review(actor_of(first), case_id, verdict=Verdict.KEEP)
    with pytest.raises(NotFoundError):
        complain_of_flag(actor_of(stranger), case_id, words="Not theirs.")
    with (
        time_machine.travel(now() + timedelta(days=184)),
        pytest.raises(ForbiddenError),
    ):
        complain_of_flag(actor_of(jonas), case_id, words="Too late.")
    lodged = complain_of_flag(actor_of(jonas), case_id, words=WORDS)
    assert complain_of_flag(actor_of(jonas), case_id, words="Again.").id == lodged.id
    assert (lodged.kind, lodged.is_complaint) == (CaseKind.APPEAL, True)
    with pytest.raises(ForbiddenError):
        close_review(actor_of(first), lodged.id, verdict=Verdict.KEEP)
    close_review(actor_of(second), lodged.id, verdict=Verdict.HIDE, reason=Reason.ABUSE)
    assert get_statement(author, lodged.id).is_away
    last = appeal(author, lodged.id, words="It was meant kindly.")
    assert (last.first_moderator_id, last.is_complaint) == (second.id, False)
    assert stands(jonas, comment) == (True, Tally(right=1), 1, 1)
    for judge in (first, second):  # nobody who decided it before
        with pytest.raises(ForbiddenError):
            close_review(actor_of(judge), last.id, verdict=Verdict.RESTORE)
    close_review(actor_of(a_moderator()), last.id, verdict=Verdict.RESTORE)
    assert stands(jonas, comment) == (False, Tally(wrong=1), 0, 0)


def stands(reporter: Person, comment: Comment) -> tuple[bool, Tally, int, int]:
    """Whether it is hidden, what a report weighs by, and what is told of both."""
    db.session.refresh(comment)
    tally = tallies_by_reporter({reporter.id})[reporter.id, Reason.ABUSE]
    author, by = record_of(comment.author_id), record_of(reporter.id)
    is_hidden = comment.hidden_at is not None
    return is_hidden, tally, by.flags_right, author.hidden_before


def test_who_flagged_reads_what_became_of_it_and_hears_of_the_complaint(
    signed_in: SignedIn, work: Callable[[], int]
) -> None:
    comment, jonas = a_comment(), a_person("Jonas")
    jonas.language = Language.ES
    case_id = flag_comment(actor_of(jonas), comment.id, reason=Reason.ABUSE).review_id
    close_review(actor_of(a_moderator()), case_id, verdict=Verdict.KEEP)
    db.session.commit()
    walker = Walker(signed_in(jonas)).visit(f"/me/flags/{case_id}")
    walker.send("Pedir que se revise", status=422, words="")
    assert "Diga con sus palabras" in walker.text
    walker.visit(f"/me/flags/{case_id}").send("Pedir que se revise", words=WORDS)
    assert "Usted pidió" in walker.text
    complaint = db.session.scalars(select(Review).where(Review.is_complaint)).one()
    desk = Walker(signed_in(a_moderator("Bruno"))).visit("/moderation")
    assert WORDS in desk.text
    close_review(actor_of(a_moderator()), complaint.id, verdict=Verdict.KEEP)
    db.session.commit()
    work()
    assert "la confirmó" in walker.visit(f"/me/flags/{case_id}").text
    told = select(Notice.kind, Notice.path).where(Notice.person_id == jonas.id)
    assert ("appeal_decided", f"/me/flags/{case_id}") in {
        tuple(row) for row in db.session.execute(told)
    }
    other = flag_late(case_id)
    with pytest.raises(ConflictError):
        complain_of_flag(actor_of(other), case_id, words="Me, too.")


def flag_late(case_id: int) -> Any:
    """Somebody who had flagged the same, and says nothing until it is decided."""
    person = a_person()
    db.session.add(Flag(review_id=case_id, reporter_id=person.id, reason=Reason.ABUSE))
    db.session.flush()  # it is asked for next
    return person


def test_everybody_reads_what_became_of_all_that_they_reported(
    signed_in: SignedIn,
    client: ForgetfulClient,
    queries: Callable[..., Any],
    work: Callable[[], int],
) -> None:
    jonas, ruth = a_person("Jonas"), actor_of(a_moderator())
    jonas.language = Language.DE
    kept, hidden = a_comment(body="A plain word."), a_comment(body="Buy this now.")
    for comment in (kept, hidden):
        flag_comment(actor_of(jonas), comment.id, reason=Reason.SPAM)
    judge_comment(ruth, kept.id, verdict=Verdict.KEEP)
    judge_comment(ruth, hidden.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    flag_person(actor_of(jonas), a_person("Silvio").id, reason=Reason.ABUSE)
    typed = {"why": "It is against the law.", "name": "J", "is_in_good_faith": "1"}
    for email in (jonas.email, "somebody@example.net"):
        sent = {"place": f"/comments/{kept.id}", "email": str(email).title(), **typed}
        assert client.post("/illegal-content", data=sent).status_code == 303
    walker = Walker(signed_in(jonas)).visit("/me").follow("Reports")
    with queries(at_most=7):
        page = walker.visit("/me/flags").text
    for words in (
        "Was Sie gemeldet haben",
        "„Werbung oder Spam“",
        "A plain word.",
        "Wir haben den Inhalt geprüft und unverändert gelassen.",
        "bis zum",
        "Der Inhalt wird nicht mehr angezeigt.",
        "Silvio",
        "von der Moderation geprüft",
        "Ihre Meldung",
    ):
        assert words in page, words
    assert "Buy this now." not in page, "what is hidden is read by nobody"
    assert page.count("Eingegangen am") == 1, "what others gave notice of is theirs"
    work()
    (of_hidden, told), (_, of_kept) = sorted(told_of_reports(jonas))
    assert of_hidden.startswith("Fall ")
    assert of_hidden.endswith(", zu einem Kommentar"), "nothing of what it said"
    assert "Es ist Werbung oder Spam. Entschieden hat ein Mensch." in told
    assert "auf der Seite Ihrer Meldung bis zum" in of_kept
    stranger = Walker(signed_in(a_person())).visit("/me/flags").text
    assert "You have not reported anything" in stranger


def told_of_reports(person: Person) -> list[tuple[str, str]]:
    told = select(Notice.words, Notice.detail).where(Notice.person_id == person.id)
    rows = db.session.execute(told.where(Notice.kind == "flag_decided"))
    return [(row.words, row.detail) for row in rows]


def test_a_letter_without_an_account_opens_the_complaint_and_nothing_else_does(
    client: ForgetfulClient, work: Callable[[], int]
) -> None:
    comment = a_comment()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "nl"
    stranger = (
        Walker(client)
        .visit("/illegal-content")
        .send(
            "Melding verzenden",
            place=f"/comments/{comment.id}",
            why="It tells people how to cheat.",
            name="Heleen Smit",
            email="heleen@example.net",
            is_in_good_faith="1",
        )
    )
    case = db.session.scalars(select(Review)).one()
    close_review(actor_of(a_moderator()), case.id, verdict=Verdict.KEEP)
    db.session.commit()
    work()
    letters = letters_to("heleen@example.net")
    link = stranger.address.partition("?")[2]
    assert [link in letter.text for letter in letters] == [True, True]
    assert letters[1].subject.startswith("Beslist: uw melding")
    bare = stranger.address.partition("?")[0]
    assert "Waarom bent u het er niet mee eens?" not in stranger.visit(bare).text
    for key in ("", "guessed"):
        sent = client.post(f"{bare}/complaint", data={"words": WORDS, "key": key})
        assert sent.status_code in {400, 403}
    stranger.visit(f"{bare}?{link}").send("Opnieuw laten bekijken", words=WORDS)
    assert "U hebt op" in stranger.text
    complaint = db.session.scalars(select(Review).where(Review.is_complaint)).one()
    close_review(
        actor_of(a_moderator()), complaint.id, verdict=Verdict.HIDE, reason=Reason.SPAM
    )
    db.session.commit()
    work()
    work()
    assert len(letters_to("heleen@example.net")) == 3
    assert "maatregelen genomen" in stranger.visit(f"{bare}?{link}").text


def letters_to(address: str) -> list[Letter]:
    query = select(Letter).where(Letter.to_address == address)
    return list(db.session.scalars(query.order_by(Letter.id)))


def test_a_person_is_reported_from_their_page_and_the_case_tells_their_history(
    signed_in: SignedIn,
) -> None:
    silvio, jonas = a_person("Silvio"), a_person("Jonas")
    comment = a_comment(by=silvio, body="Buy my brochure.")
    judge_comment(
        actor_of(a_moderator()), comment.id, verdict=Verdict.HIDE, reason=Reason.SPAM
    )
    db.session.commit()
    walker = Walker(signed_in(jonas)).visit(f"/people/{silvio.id}")
    walker.follow("Report Silvio")
    walker.send("Report them", status=422, note="He writes to me every day.")
    assert "He writes to me every day." in walker.text
    walker.send("Report them", reason="abuse", note="He writes to me every day.")
    walker.visit(f"/people/{silvio.id}/flag")
    assert "You have reported them" in walker.text
    case = db.session.scalars(select(Review).where(Review.person_id == silvio.id)).one()
    assert (case.kind, case.flags) == (CaseKind.PERSON, 1)
    desk = Walker(signed_in(a_moderator())).visit(f"/moderation/cases/{case.id}")
    for said in ("He writes to me every day.", "Buy my brochure.", "Hidden before"):
        assert said in desk.text
    with pytest.raises(ForbiddenError):
        flag_person(actor_of(silvio), silvio.id, reason=Reason.ABUSE)
    assert "He writes to me" not in str(everything_of(silvio.id))
