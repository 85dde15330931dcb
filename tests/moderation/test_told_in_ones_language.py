"""What rules find, hide and refuse is said in the language of whoever reads it."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from cocreate.ideas.actions import propose_idea
from cocreate.ideas.drafts import IdeaDraft
from cocreate.kernel.db import db
from cocreate.kernel.languages import Language
from cocreate.kernel.policy import Trust
from cocreate.moderation.actions import (
    close_review,
    flag_comment,
    judge_comment,
    judge_idea,
)
from cocreate.moderation.limits import Limit
from cocreate.moderation.models import Review
from cocreate.moderation.reason import Decided, Grade, Reason, Verdict
from cocreate.moderation.trust import ASKED, GAINED, why_lost
from cocreate.moderation.watching import WatchedAct
from cocreate.people.actions import Move, move_levels
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import (
    a_comment,
    a_limit,
    a_moderator,
    a_person,
    a_project,
    a_watched_word,
    actor_of,
    an_idea,
)
from tests.moderation.test_fairness import flag_by
from tests.walking import Walker

SignedIn = Callable[[Any], ForgetfulClient]
LOAN = "“loan”, which is watched for here."
FOUND = "Der Beitrag enthält „loan“; darauf wird hier geachtet."


def a_german() -> Person:
    person = a_person("Ewa")
    person.language = Language.DE
    return person


def test_what_a_rule_finds_is_told_to_its_author_in_their_language(
    signed_in: SignedIn,
) -> None:
    ewa, ruth, project = a_german(), a_moderator("Ruth"), a_project()
    a_watched_word(ruth, "loan", WatchedAct.HOLD)
    a_watched_word(ruth, "casino", WatchedAct.BLOCK)
    draft = IdeaDraft(title="A loan for all", body="A loan.")
    idea = propose_idea(actor_of(ewa), project.slug, draft=draft)
    db.session.commit()
    refused = Walker(signed_in(ewa)).visit(f"/ideas/{an_idea(project=project).id}")
    refused.send("Post comment", status=422, body="Casino, 100%!")
    assert "„casino“ wird hier nicht gesagt." in refused.text
    assert '<span lang="de">„casino“' in (refused.page.text if refused.page else "")
    case = db.session.scalars(select(Review)).one()
    assert LOAN in case.why
    others = Walker(signed_in(ruth)).visit(f"/ideas/{idea.id}")
    assert "until then only its author" in others.text
    assert LOAN in others.visit("/moderation").text
    own = reads_it_in_german(signed_in(ewa), case)
    close_review(actor_of(ruth), case.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    db.session.commit()
    assert FOUND in own.visit(own.address).text


def reads_it_in_german(browser: ForgetfulClient, case: Review) -> Walker:
    own = Walker(browser).visit(f"/ideas/{case.idea_id}")
    assert "auf Platz 1 der Warteschlange" in own.text
    assert FOUND in own.text
    assert "waits for a moderator" not in own.text
    own.follow("Was entschieden wurde").follow(f"Fall {case.id} ")
    assert FOUND in own.text
    assert "geprüft hat. Der Beitrag steht auf Platz 1 der Warteschlange." in own.text
    return own


def test_ones_own_hidden_comment_says_so_in_ones_language(signed_in: SignedIn) -> None:
    ewa = a_german()
    comment = a_comment(by=ewa, body="You fools.")
    away: Decided = {"verdict": Verdict.HIDE, "reason": Reason.ABUSE}
    judge_comment(actor_of(a_moderator()), comment.id, **away)
    db.session.commit()
    own = Walker(signed_in(ewa)).visit(f"/ideas/{comment.idea_id}").text
    assert "nur Sie und die Moderation sehen den Beitrag. Die Begründung:" in own
    assert "Hidden by a moderator" not in own


def test_a_moderator_reads_what_an_author_was_told_in_the_language_of_the_page(
    app: Flask, signed_in: SignedIn
) -> None:
    """Our sentences, that is: what a moderator wrote stays as it was written."""
    ewa, ruth = a_german(), a_moderator("Ruth")
    by_law: Decided = {"verdict": Verdict.CHANGE, "reason": Reason.ILLEGAL}
    by_law |= {"law": "§ 185", "statement": "Das ist hart."}
    comment, idea = a_comment(by=ewa), an_idea(author=ewa)
    by_flags = a_comment(by=ewa)
    judge_comment(actor_of(ruth), comment.id, **by_law)
    judge_idea(actor_of(ruth), idea.id, verdict=Verdict.HIDE, reason=Reason.SPAM)
    flag_by(3, by_flags, Reason.ABUSE)
    desk = Walker(signed_in(ruth))
    said = "It may break the law. The law: § 185. Das ist hart."
    for page in (f"/ideas/{comment.idea_id}", f"/moderation/comments/{comment.id}"):
        assert said in desk.visit(page).text
    assert "It is advertising or spam." in desk.visit(f"/ideas/{idea.id}").text
    meanwhile = "It demeans or attacks a person. A moderator looks at it next;"
    assert meanwhile in desk.visit(f"/ideas/{by_flags.idea_id}").text
    own = Walker(signed_in(ewa)).visit(f"/ideas/{comment.idea_id}").text
    assert "Das Gesetz: § 185. Das ist hart." in own
    assert "The law:" not in own


def test_a_refusal_is_a_page_in_its_readers_language(
    app: Flask, signed_in: SignedIn
) -> None:
    lucia, comment = a_person("Lucía"), a_comment()
    lucia.language = Language.ES
    silenced: Decided = {"verdict": Verdict.SANCTION, "reason": Reason.ABUSE}
    silenced["grade"] = Grade.WEEK
    judge_comment(actor_of(a_moderator()), a_comment(by=lucia).id, **silenced)
    db.session.commit()
    dutch = {"Accept-Language": "nl-BE, en;q=0.3"}
    missing = app.test_client().get("/ideas/4711", headers=dutch)
    assert "Hier is niets, of het is niet voor u bestemd." in missing.text
    assert 'lang="nl"' in missing.text
    assert "Accept-Language" in missing.headers["Vary"]
    own = signed_in(lucia)
    refused = own.post(f"/ideas/{comment.idea_id}/vote")
    assert refused.status_code == 403
    assert "Su cuenta está suspendida: puede leer, pero no escribir." in refused.text
    assert "Eso no está disponible para usted" in refused.text
    told: Any = own.put(f"/api/v1/ideas/{comment.idea_id}/vote").json
    assert told["message"].startswith("Su cuenta está suspendida"), "programs, too"


def test_to_report_and_all_around_it_is_in_ones_language(signed_in: SignedIn) -> None:
    comment = a_comment(body="Fools.")
    own = Walker(signed_in(a_german())).visit(f"/comments/{comment.id}/flag")
    for words in ("Diesen Kommentar melden", "Zum Inhalt", "Datenschutz", "Abmelden"):
        assert words in own.text
    assert '<html lang="de">' in (own.page.text if own.page else "")
    own.send("Melden", status=422, reason="illegal")
    assert "Nennen Sie das Gesetz oder sagen Sie mit Ihren Worten" in own.text
    own.send("Melden", reason="abuse")
    answered = own.page.text if own.page else ""
    assert '<html lang="en">' in answered, "the idea's page is the site's"
    assert '<div class="shell shell--flash" lang="de">' in answered
    assert "Vielen Dank. Die Moderation prüft das" in own.text


def test_whose_report_puts_it_away_is_led_to_what_becomes_of_it(
    signed_in: SignedIn,
) -> None:
    comment, ewa, other = a_comment(), a_german(), a_person()
    ewa.trust = other.trust = Trust.STEWARD
    flag_comment(actor_of(other), comment.id, reason=Reason.ABUSE)
    db.session.commit()
    own = Walker(signed_in(ewa)).visit(f"/comments/{comment.id}/flag")
    own.send("Melden", reason="abuse")
    assert own.address.startswith("/me/flags/")
    for words in (
        "Vielen Dank. Die Moderation prüft das",
        "von der Moderation geprüft",
    ):
        assert words in own.text


def test_ones_level_and_what_it_lets_one_do_are_told_in_ones_language(
    signed_in: SignedIn,
) -> None:
    ewa = a_german()
    ewa.trust = Trust.FAMILIAR
    why = why_lost(ASKED[Trust.REGULAR][1:3])
    changes = (GAINED[Trust.ESTABLISHED], why, "Answers everybody.")
    was, now_is = Trust.REGULAR, Trust.FAMILIAR
    move_levels([Move(ewa.id, was, now_is, None, why) for why in changes])
    a_limit(a_moderator(), Limit.LINKS, most=3)
    db.session.commit()
    page = Walker(signed_in(ewa)).visit("/me/trust").text
    for words in (
        "Ihre Stufe: Vertraut",
        "Was „Etabliert“ verlangt",
        "Gelesene Diskussionen",
        "noch 20",
        "Links in einem Beitrag",
        "als hätten schon so viele zugetroffen: 1",
        "Alles, was die Stufe „Etabliert“ verlangt, ist da.",
        "30 Tage lang lag dies unter der Grenze: Tage hier; Gelesene Diskussionen.",
        "Answers everybody.",
    ):
        assert words in page
    told: Any = signed_in(ewa).get("/api/v1/me/trust").json
    assert (told["name"], told["following"]) == ("Vertraut", "Etabliert")
    assert {"Fremde Ideen mit Schlagwörtern versehen"} < {
        one["words"] for one in told["powers"]
    }
