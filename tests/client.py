"""A browser for the tests, stricter than a real one."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from flask import g
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.test import TestResponse, run_wsgi_app
from werkzeug.wsgi import get_current_url

from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.ids import fresh_token
from cocreate.people.models import Person, SignIn
from cocreate.people.queries import hash_of
from tests.markup import pieces_of, shape_of
from tests.parsing import Parser

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

READS = {"GET", "HEAD", "OPTIONS"}
NO_LETTERS = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]"
    "|[\ufffe\uffff\U0010fffe\U0010ffff]"
)
"""What somebody may type and is shown again, though no page should hold it."""
NONCE = re.compile(r"script-src 'nonce-([\w-]{24})';")
HEADER = re.compile("[\t\x20-\x7e\x80-\xff]*")
"""As gunicorn reads RFC 9110: what else stands in one becomes an answer of 500."""
SOUND: set[int] = set()
"""The pieces of pages that were read and found to be sound, without their words."""


class ForgetfulClient(FlaskClient):
    """Forgets what a request did not commit, and looks at every page.

    What the test has arranged is committed first. The request then has an application
    context and a database session of its own, as on a server. `csrf=False` sends a
    write as a foreign site would.
    """

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        db.session.commit()
        if csrf and kwargs.get("method", "GET") not in READS:
            kwargs["headers"] = {
                **(kwargs.get("headers") or {}),
                "X-CSRFToken": self.token(),
            }
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        db.session.rollback()
        response.get_data()  # read to its end, as by a browser: a file is closed
        check(response)
        return response

    def run_wsgi_app(self, environ: "WSGIEnvironment", buffered: bool = False) -> Any:  # noqa: FBT001, FBT002 - as werkzeug's
        """With the cookies that go there, and keeping those that come back.

        werkzeug reads all that is asked, twice, to learn the host and the path: of a
        long question that takes as long as the answer.
        """
        asked, environ["QUERY_STRING"] = environ["QUERY_STRING"], ""
        self._add_cookies_to_wsgi(environ)
        place = urlsplit(get_current_url(environ))
        environ["QUERY_STRING"] = asked
        answer = run_wsgi_app(self.application, environ, buffered=buffered)
        self._update_cookies_from_response(
            place.hostname or "localhost", place.path, answer[2].getlist("Set-Cookie")
        )
        return answer

    def token(self) -> str:
        """What a form of ours would carry."""
        with self.session_transaction() as session:
            session.setdefault("csrf_token", "0" * 40)
            raw = session["csrf_token"]
        with self.application.test_request_context() as context:
            context.session["csrf_token"] = raw
            g.pop("csrf_token", None)  # of another browser of the same test
            return str(generate_csrf())

    def sign_in(self, person: Person) -> Self:
        """Be the browser of a person who has signed in."""
        token = fresh_token()
        db.session.add(
            SignIn(
                person_id=person.id,
                token_hash=hash_of(token),
                expires_at=now() + timedelta(days=1),
                user_agent="A browser of the tests",
            )
        )
        db.session.commit()
        with self.session_transaction() as session:
            session["_user_id"] = token
        return self


def check(response: TestResponse) -> None:
    """Refuse a page, or a piece of one, that is not HTML5 to the letter.

    And a script that a browser would not run, as its policy does not know it, and a
    header that no server sends.
    """
    unsent = [pair for pair in response.headers if not HEADER.fullmatch(pair[1])]
    assert unsent == [], "a server sends no such header"
    if response.mimetype == "text/html" and response.data:
        allowed = NONCE.search(response.headers["Content-Security-Policy"])
        known = response.text.count(f'" nonce="{allowed[1]}"') if allowed else 0
        assert response.text.count("<script") == known, "a script has its page's nonce"
        for piece in pieces_of(response.text):
            read_once(piece)


def read_once(piece: str) -> None:
    shape = hash(shape_of(piece))
    if shape not in SOUND:
        parse(piece)
        SOUND.add(shape)


def parse(page: str) -> None:
    parser = Parser(strict=True)
    read = NO_LETTERS.sub("?", page)
    whole = page.lstrip()[:9].lower() == "<!doctype"
    parser.parse(read) if whole else parser.parseFragment(read)
