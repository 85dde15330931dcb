from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf

from cocreate.app import create_app
from cocreate.config import Settings, use
from cocreate.kernel import log
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.db import db
from tests.client import ForgetfulClient
from tests.factories import PASSWORD, an_account

HERE = "https://co.example"
WORKSHOP = (
    *("/.git/config", "/.env", "/instance/", "/var/cocreate.db", "/cocreate.db"),
    *("/backup.tar.gz", "/static/../pyproject.toml", "/static/%2e%2e/.env"),
    *("/static//etc/passwd", "/console", "/requirements.txt", "/wsgi.py"),
)


@pytest.fixture
def secure(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The same site where it is reached over https."""
    over = create_app(settings.model_copy(update={"site_url": HERE}))
    over.test_client_class = ForgetfulClient
    yield over
    use(settings)
    with over.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.mark.sqlite
def test_on_https_every_cookie_is_for_this_host_alone(secure: Flask) -> None:
    person = an_account()
    client: Any = secure.test_client()
    data = {"email": str(person.email), "password": PASSWORD, "longer": "1"}
    client.get("/sign-in", base_url=HERE)
    with client.session_transaction(base_url=HERE) as session:
        raw = session["csrf_token"]
    with secure.test_request_context() as context:
        context.session["csrf_token"] = raw
        data["csrf_token"] = str(generate_csrf())
    answer = client.post("/sign-in", data=data, base_url=HERE, csrf=False)
    cookies = answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        said = {part.strip() for part in cookie.split(";")}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= said
        assert "Domain" not in cookie
    strict = answer.headers["Strict-Transport-Security"]
    assert strict == "max-age=31536000; includeSubDomains"


@pytest.mark.sqlite
def test_nothing_of_the_workshop_is_served(client: ForgetfulClient) -> None:
    for path in WORKSHOP:
        answer = client.get(path, follow_redirects=True)
        assert (path, answer.status_code) == (path, 404)


@pytest.mark.sqlite
def test_what_breaks_tells_nothing_of_itself(app: Flask, settings: Settings) -> None:
    written = StringIO()
    with redirect_stderr(written):
        broken = create_app(settings)
    said = 'a secret\nof 2\x1b[31m {"event": "forged"}'

    @broken.get("/breaks")
    @open_to(Audience.ANYONE)
    def breaks() -> str:
        raise RuntimeError(said)

    @broken.get("/nobodys")
    def nobodys() -> str:
        return said

    broken.testing = False
    answer = broken.test_client().get("/breaks")
    assert (answer.status_code, "secret" in answer.text) == (500, False)
    assert "Traceback" not in answer.text
    log.set_up(settings.log_level, for_people=False)
    lines = written.getvalue().strip().splitlines()
    assert len([line for line in lines if '"event": "request.failed"' in line]) == 1
    assert not any(line.startswith("of 2") for line in lines)
    assert broken.test_client().get("/nobodys").status_code == 403
    with broken.app_context():
        db.engine.dispose()
