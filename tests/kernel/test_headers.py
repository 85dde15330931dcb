from collections.abc import Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Response

from cocreate.app import create_app
from cocreate.config import Settings, use
from cocreate.kernel import log
from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.db import db
from cocreate.kernel.headers import NO_PAGE, SAYS
from tests.client import NONCE, ForgetfulClient
from tests.factories import PASSWORD, a_project, an_account
from tests.serving import keeping

HERE = "https://co.example"
WORKSHOP = (
    *("/.git/config", "/.env", "/instance/", "/var/cocreate.db", "/cocreate.db"),
    *("/backup.tar.gz", "/static/../pyproject.toml", "/static/%2e%2e/.env"),
    *("/static//etc/passwd", "/console", "/requirements.txt", "/wsgi.py"),
)


@pytest.fixture
def secure(app: Flask, settings: Settings) -> Iterator[Flask]:
    """The same site where it is reached over https."""
    over = create_app(
        settings.model_copy(update={"site_url": HERE, "trusted_hosts": "also.example"})
    )
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
def test_every_page_has_a_nonce_of_its_own(app: Flask, client: ForgetfulClient) -> None:
    signed_in = app.test_client()
    pages = [browser.get("/") for browser in (client, client, signed_in)]
    pages += [client.get("/there/is/nothing/here"), client.get("/sign-in")]
    policies = [page.headers[SAYS] for page in pages]
    assert len({NONCE.findall(policy)[0] for policy in policies}) == len(pages)
    assert not any("'self' 'nonce" in one or "unsafe" in one for one in policies)
    for path in ("/healthz", "/api/v1/projects", "/static/js/site.js", "/me"):
        assert client.get(path).headers[SAYS] == NO_PAGE


@pytest.mark.sqlite
def test_a_page_that_is_kept_keeps_its_nonce(app: Flask) -> None:
    """Header and body agree, also where a browser is told that it has the page."""
    kept = keeping(app)
    browser = Client(kept, Response)
    first, again = browser.get("/"), browser.get("/")
    kept.forget()
    told = browser.get("/", headers={"If-None-Match": first.headers["ETag"]})
    anew = browser.get("/")
    nonces = [NONCE.findall(page.headers[SAYS])[0] for page in (first, again, anew)]
    assert nonces[0] == nonces[1] != nonces[2]
    for page, nonce in zip((first, again, anew), nonces, strict=True):
        assert page.text.count("<script") == page.text.count(f'nonce="{nonce}"') > 0
    assert (told.status_code, told.headers.get(SAYS)) == (304, None)


@pytest.mark.sqlite
def test_a_site_with_a_name_answers_to_no_other(secure: Flask) -> None:
    """But for probes, which ask by number, and for this machine."""
    for host in ("co.example", "CO.Example:443", "also.example", "127.0.0.1:8000"):
        assert said_to(secure, host, "/sign-in").status_code == 200, host
    assert said_to(secure, "10.0.0.9:8000", "/healthz").status_code == 200
    for host in ("10.0.0.9:8000", "co.example.evil.example", "[::1]", "ev il"):
        # This address would lead on, to the same host.
        answer = said_to(secure, host, "/ideas/")
        assert answer.status_code == 400, host
        assert answer.text.startswith(f"Deze site antwoordt niet op dit adres: {HERE} ")


def said_to(app: Flask, host: str, path: str) -> TestResponse:
    heard = {"Host": host, "Accept-Language": "nl"}
    return Client(app, Response).get(path, headers=heard)


@pytest.mark.sqlite
def test_no_page_is_made_of_the_host_that_somebody_said(
    app: Flask, settings: Settings
) -> None:
    """Even where a proxy hands that on: whole addresses bear the site's own."""
    use(settings.model_copy(update={"site_url": HERE}))
    project = a_project()
    app.wsgi_app, plain = ProxyFix(app.wsgi_app, x_host=1), app.wsgi_app  # type: ignore[method-assign]
    browser, at = Client(keeping(app), Response), f"/projects/{project.slug}/"
    app.wsgi_app = plain  # type: ignore[method-assign]
    evil = {"X-Forwarded-Host": "evil.example"}
    said = browser.get(f"{at}releases.atom", headers=evil).text
    assert "evil.example" not in said
    assert f"{HERE}/projects/{project.slug}/releases" in said


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
