import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cocreate.config import Settings, load_settings, use
from cocreate.kernel.policy import Role
from cocreate.kernel.told_settings import FIRST_OF, told_settings
from tests.client import ForgetfulClient
from tests.factories import a_person

SECRET = "nobody may read this key, ever, anywhere"
SignedIn = Callable[[Any], ForgetfulClient]


def told(**given: Any) -> dict[str, tuple[str, str]]:
    settings = load_settings(_env_file=None, secret_key=SECRET, **given)
    return {
        one.name: (one.value, one.origin)
        for group in told_settings(settings).values()
        for one in group
    }


def test_every_setting_is_told_under_the_heading_of_the_docs() -> None:
    text = Path("docs/settings.md").read_text()
    assert [*FIRST_OF.values()] == re.findall(r"(?m)^## (.*)$", text)
    for part in text.split("## ")[1:]:
        heading = part.partition("\n")[0]
        names = re.findall(r"(?m)^\| `([A-Z_]+)`", part)
        settings = load_settings(_env_file=None, secret_key=SECRET)
        here = told_settings(settings)[heading]
        assert sorted(names) == sorted(one.name for one in here)


def test_each_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCREATE_SITE_NAME", "Meridian")
    monkeypatch.setenv("DATABASE_URL", "postgresql://ada:lamp@db/cocreate")
    found = told(port=8117, site_tagline="Together.")
    assert found["COCREATE_SITE_NAME"] == ("Meridian", "the environment")
    assert found["COCREATE_SITE_TAGLINE"] == ("Together.", ".env")
    assert found["COCREATE_TIME_ZONE"] == ("UTC", "the default")
    assert found["COCREATE_SITE_URL"] == ("http://127.0.0.1:8117", "the default")
    address = ("postgresql+psycopg://…@db/cocreate", "the environment")
    assert found["DATABASE_URL"] == address


def test_no_password_and_no_key_is_told() -> None:
    found = told(
        database_url="postgresql://ada:lamp@db/x?password=lamp",
        redis_url="redis://:lamp@cache:6379/0",
        storage_url="s3://bucket/prefix?secret=lamp",
        mail_url="smtp://ada:lamp@post.example:587",
    )
    everything = " ".join(value for value, _ in found.values())
    assert "lamp" not in everything
    assert SECRET not in everything
    assert found["COCREATE_MAIL_URL"][0] == "smtp://…@post.example:587"


def test_administrators_alone_read_them(
    signed_in: SignedIn, settings: Settings
) -> None:
    use(settings.model_copy(update={"sign_up_open": False}))
    page = signed_in(a_person(role=Role.ADMINISTRATOR)).get("/administration/settings")
    assert "COCREATE_SIGN_UP_OPEN" in page.text
    assert "Nobody joins by themselves" in page.text
    assert settings.secret_key.get_secret_value() not in page.text
    for role in set(Role) - {Role.ADMINISTRATOR}:
        other = signed_in(a_person(role=role))
        assert other.get("/administration/settings").status_code == 403
