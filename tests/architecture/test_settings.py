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


def test_a_time_zone_nobody_knows_stops_the_start_and_names_itself() -> None:
    with pytest.raises(SettingsError, match=r"COCREATE_TIME_ZONE.*Europe/Brussels"):
        load_settings(secret_key="s" * 40, time_zone="Europe/Atlantis")


@pytest.mark.parametrize("rate", ["lots", "5 per hour; 3 per banana", "5 per hour;"])
def test_a_limit_that_is_none_stops_the_start_and_names_itself(rate: str) -> None:
    with pytest.raises(SettingsError, match="COCREATE_VOTE_LIMIT"):
        load_settings(secret_key="s" * 40, vote_limit=rate)


@pytest.mark.parametrize("rate", ["20 per hour", "6 per minute; 30 per 2 hours"])
def test_a_limit_may_be_several(rate: str) -> None:
    assert load_settings(secret_key="s" * 40, vote_limit=rate).vote_limit == rate
