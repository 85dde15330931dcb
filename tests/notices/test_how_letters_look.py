"""How a letter looks, by whom it is written, and what is taken out of it."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from cocreate.config import Settings, use
from cocreate.discussion.actions import follow
from cocreate.ideas.actions import hide_idea
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter
from cocreate.kernel.outbox import relay_all
from cocreate.notices.actions import write_letter_to
from cocreate.notices.kind import GROUPS, SAID, UNCHOSEN, WISHES, Kind
from cocreate.people.models import Person
from tests.factories import (
    a_comment,
    a_moderator,
    a_person,
    actor_of,
    an_idea,
)
from tests.mailing import PostOffice

Work = Callable[[], int]


def letters_to(person: Person) -> list[Letter]:
    db.session.rollback()
    query = select(Letter).where(Letter.to_address == person.email)
    return list(db.session.scalars(query.order_by(Letter.id)))


@pytest.mark.sqlite
def test_a_letter_wears_the_colours_of_the_site() -> None:
    tokens = Path("static/css/tokens.css").read_text()
    layout = Path("templates/mail/layout.html").read_text()
    assert set(re.findall(r"#[0-9a-f]{6}", layout)) <= set(
        re.findall(r"#[0-9a-f]{6}", tokens)
    )


@pytest.mark.sqlite
def test_every_letter_has_a_twin_in_text() -> None:
    letters = Path("templates/mail")
    names = [
        {path.stem for path in letters.glob(f"*.{kind}")} for kind in ("html", "txt")
    ]
    assert names[0] == names[1]


def test_a_letter_says_the_same_in_html_and_in_text(work: Work) -> None:
    author = a_person("Author")
    idea = an_idea("Freeze <my> card & save", author=author)
    a_comment(idea, by=a_person("Ada & Ben"))
    work()
    (letter,) = letters_to(author)
    assert "Freeze <my> card & save" in letter.text
    assert "Freeze &lt;my&gt; card &amp; save" in (letter.html or "")
    for words in ("Ada & Ben", f"/ideas/{idea.id}#comment-", "/notices/unsubscribe/"):
        assert words in letter.text
        assert escape(words) in (letter.html or "")


def test_every_kind_is_said_and_can_be_chosen() -> None:
    assert set(SAID) == set(WISHES) == set(Kind)
    chosen = [kind for _, kinds in GROUPS for kind in kinds]
    assert sorted(chosen) == sorted(set(Kind) - UNCHOSEN)


def test_two_workers_write_one_letter(
    work: Work, at_once: Callable[..., list[Any]]
) -> None:
    author = a_person("Author")
    idea = an_idea(author=author)
    for _ in range(3):
        a_comment(idea)
    db.session.commit()
    relay_all()  # told, and no letter written yet
    author_id = author.id
    db.session.commit()
    taken = at_once(*[lambda: write_letter_to(author_id)] * 3)
    assert sorted(taken) == [0, 0, 3]
    (letter,) = letters_to(author)
    assert "and 2 more" in letter.subject


def test_what_is_hidden_is_torn_out_of_a_letter_that_has_not_left(
    settings: Settings, work: Work
) -> None:
    use(settings.model_copy(update={"mail_url": PostOffice().url()}))  # it is away
    follower = a_person("Follower")
    bad, good = an_idea("Buy cheap watches"), an_idea("Freeze my card")
    for idea in (bad, good):
        follow(actor_of(follower), idea.id)
        a_comment(idea, by=a_person())
    work()
    (letter,) = letters_to(follower)
    assert "Buy cheap watches" in letter.text
    hide_idea(actor_of(a_moderator()), bad.id, reason="Spam")
    work()
    (letter,) = letters_to(follower)
    assert "Buy cheap watches" not in letter.text + (letter.html or "") + letter.subject
    assert "Freeze my card" in letter.text
