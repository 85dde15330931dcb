import re
from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from cocreate.config import PREFIX, Settings, SettingsError, load_settings

LINE = re.compile(r"^\| `([A-Z_]+)`[^|]*\| ([^|]*) \|", re.MULTILINE)
TOLD = dict(LINE.findall(Path("docs/settings.md").read_text()))
NAMES = {f"{PREFIX}{name.upper()}": name for name in Settings.model_fields}


def test_every_setting_has_a_line_in_the_docs() -> None:
    assert set(TOLD) == set(NAMES)


@pytest.mark.parametrize("name", sorted(set(TOLD) & set(NAMES)))
def test_the_docs_tell_the_default(name: str) -> None:
    field: FieldInfo = Settings.model_fields[NAMES[name]]
    default = str(field.default)
    if isinstance(field.default, bool):
        default = default.lower()
    if "`" in TOLD[name]:
        assert TOLD[name] == f"`{default}`"
    else:
        assert field.is_required() or field.default in {None, ""}


@pytest.mark.parametrize(
    ("given", "site_url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"port": "8117"}, "http://127.0.0.1:8117"),
        ({"port": 8117, "site_url": "https://a.example"}, "https://a.example"),
    ],
)
def test_without_another_the_address_of_the_site_is_where_it_is_served(
    given: dict[str, str], site_url: str
) -> None:
    settings = load_settings(_env_file=None, secret_key="s" * 40, **given)
    assert settings.site_url == site_url


def test_so_it_is_when_the_port_stands_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COCREATE_PORT", "8117")
    monkeypatch.setenv("COCREATE_SITE_URL", "")
    settings = load_settings(_env_file=None, secret_key="s" * 40)
    assert settings.site_url == "http://127.0.0.1:8117"


@pytest.mark.parametrize("address", ["example.org", "ftp://a.example", "http://a/b"])
def test_an_address_that_is_none_stops_the_start_and_names_itself(address: str) -> None:
    with pytest.raises(SettingsError, match="COCREATE_SITE_URL"):
        load_settings(secret_key="s" * 40, site_url=address)


def test_a_time_zone_nobody_knows_stops_the_start_and_names_itself() -> None:
    with pytest.raises(SettingsError, match=r"COCREATE_TIME_ZONE.*Europe/Brussels"):
        load_settings(secret_key="s" * 40, time_zone="Europe/Atlantis")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("redis_url", "localhost:6379"),
        ("storage_url", "gopher://bucket"),
        ("storage_url", "s3://"),
        ("mail_from", "The house"),
        ("host", "a b"),
        ("trusted_hosts", "ideas.example, https://b.example"),
        ("title_least", "141"),
        ("download_hand", "presigned"),
    ],
)
def test_what_could_never_work_stops_the_start_and_names_itself(
    name: str, given: str
) -> None:
    with pytest.raises(SettingsError, match=f"COCREATE_{name.upper()}:"):
        load_settings(_env_file=None, secret_key="s" * 40, **{name: given})


@pytest.mark.parametrize("rate", ["lots", "5 per hour; 3 per banana", "5 per hour;"])
def test_a_limit_that_is_none_stops_the_start_and_names_itself(rate: str) -> None:
    with pytest.raises(SettingsError, match="COCREATE_VOTE_LIMIT"):
        load_settings(secret_key="s" * 40, vote_limit=rate)


@pytest.mark.parametrize("rate", ["20 per hour", "6 per minute; 30 per 2 hours"])
def test_a_limit_may_be_several(rate: str) -> None:
    assert load_settings(secret_key="s" * 40, vote_limit=rate).vote_limit == rate
