"""A reply begins with somebody's words, says whose they are, and leads back."""

from collections.abc import Callable

import pytest

from cocreate.discussion.quoting import LONGEST, quote_of
from cocreate.kernel.text import render_markdown
from cocreate.people.models import Person
from tests.client import ForgetfulClient
from tests.factories import a_comment, a_person
from tests.walking import Walker

SignedIn = Callable[[Person], ForgetfulClient]
BODY = "At **six**, please.\n\n> Somebody said five.\n\nNot midnight."


def quote(words: str = "", name: str = "Ada Byron") -> str:
    return quote_of(name, 12, BODY, render_markdown(BODY), words)


def test_a_quote_says_whose_words_they_are_and_leads_back() -> None:
    html = render_markdown(quote())
    assert html.startswith("<blockquote>")
    assert '<strong>Ada Byron</strong> <a href="/comments/12">wrote</a>' in html
    assert "<strong>six</strong>" in html
    assert "Somebody said five" not in html


def test_selected_words_are_quoted_alone() -> None:
    assert "Not midnight." not in quote("At six, please.")
    assert "> At six, please.\n" in quote("At  six,\n please.")


def test_words_that_were_never_said_are_put_in_nobodys_mouth() -> None:
    assert "fortune" not in quote("I owe you a fortune.")
    assert "Not midnight." in quote("I owe you a fortune.")


def test_a_name_cannot_dress_up_as_markup() -> None:
    html = render_markdown(quote(name="[x](https://evil.example) **boss**"))
    assert 'evil.example">' not in html
    assert "**boss**" in html


def test_a_long_comment_is_quoted_in_part() -> None:
    long = quote_of("Ada", 1, "word " * 2000, "<p>word</p>")
    assert len(long) < LONGEST + 100


@pytest.mark.usefixtures("app")
def test_the_quote_link_fills_the_reply_without_a_script(signed_in: SignedIn) -> None:
    comment = a_comment(by=a_person("Ada Byron"), body="At six, please.")
    walker = Walker(signed_in(a_person("Bob")))
    walker.visit(f"/comments/{comment.id}/replies/new").follow("Quote the comment")
    assert "&gt; At six, please." in str(walker.page.text)  # type: ignore[union-attr]  # it was visited
    walker.send("Post reply")
    page = signed_in(a_person()).get(f"/ideas/{comment.idea_id}").text
    assert f'<a href="/comments/{comment.id}">wrote</a>' in page


@pytest.mark.usefixtures("app")
def test_the_script_asks_for_the_selected_words(signed_in: SignedIn) -> None:
    comment = a_comment(body="At six, please. Not midnight.")
    piece = signed_in(a_person()).get(
        f"/comments/{comment.id}/replies/new?words=Not+midnight.",
        headers={"HX-Request": "true"},
    )
    assert "&gt; Not midnight." in piece.text
    assert "At six" not in piece.text
