"""A walker sends what a browser without scripts would send, and nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.client import ForgetfulClient
from tests.walking import Walker

PAGE = """<!doctype html><html lang="en"><title>Try</title>
<a href="?again=1">Once more</a>
<form method="post" action="/sent">
<input type="hidden" name="token" value="t"><input name="title" value="as it was">
<textarea name="body">
said</textarea>
<input type="checkbox" name="ticked" checked><input type="checkbox" name="not_ticked">
<label for="far">Far</label><input type="radio" name="way" id="far" value="f">
<label><input type="radio" name="way" value="n">Near</label>
<select name="one"><option value="a">A<option value="b" selected>B</select>
<button name="go" value="on">Propose it</button>
<button name="go" value="off">Leave</button>
</form>"""


@pytest.fixture
def walker() -> Walker:
    app = Flask("a site of one page")

    @app.route("/", methods=["GET"])
    def page() -> str:
        return PAGE

    @app.route("/sent", methods=["POST"])
    def sent() -> str:
        pairs = sorted(request.form.items(multi=True))
        return f"<!doctype html><title>Sent</title><p>{pairs}</p>"

    return Walker(PlainClient(app))


class PlainClient(ForgetfulClient):
    """One that needs no database, and no token."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        kwargs.pop("csrf", None)
        return FlaskClient.open(self, *args, **kwargs)


def test_a_form_is_sent_as_it_stands_with_what_was_filled_in(walker: Walker) -> None:
    walker.visit("/").send("Propose", title="Dark mode")
    assert "('title', 'Dark mode')" in walker.text
    assert "('body', 'said')" in walker.text
    assert "('ticked', 'on')" in walker.text
    assert "not_ticked" not in walker.text
    assert "('one', 'b')" in walker.text
    assert "('go', 'on')" in walker.text


def test_what_a_form_does_not_have_cannot_be_filled_in(walker: Walker) -> None:
    with pytest.raises(AssertionError, match="no field “author_id”"):
        walker.visit("/").send("Propose", author_id=7)


def test_what_is_chosen_is_found_by_the_words_beside_it(walker: Walker) -> None:
    walker.visit("/")
    assert (walker.choice("Far"), walker.choice("Near")) == ("f", "n")
    with pytest.raises(AssertionError, match="no choice “Between”"):
        walker.choice("Between")


def test_links_are_followed_by_their_words(walker: Walker) -> None:
    assert walker.visit("/").follow("Once").address == "/?again=1"


@pytest.mark.parametrize("miss", [lambda w: w.follow("Away"), lambda w: w.send("Away")])
def test_what_is_not_on_the_page_is_not_clicked(
    walker: Walker, miss: Callable[[Walker], object]
) -> None:
    with pytest.raises(AssertionError, match="“Away”"):
        miss(walker.visit("/"))
