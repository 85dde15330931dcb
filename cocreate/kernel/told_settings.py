"""What the settings in force are and where each comes from, with no secret in it."""

import os
import re
from pathlib import Path
from typing import NamedTuple

from pydantic import AliasChoices, SecretStr
from pydantic.fields import FieldInfo

from cocreate.config import PREFIX, Settings

FIRST_OF = {
    "secret_key": "Where things are",
    "site_name": "The site",
    "mail_url": "Mail",
    "sign_up_open": "Accounts",
    "rate_limits_on": "How often",
    "title_least": "How much",
    "notice_kept_days": "How long",
    "kept_pages_seconds": "How quick",
}
USER_INFO = re.compile(r"(?<=://)[^/@\s]+@")
ANSWERS = re.compile(r"\?.*")


class ToldSetting(NamedTuple):
    name: str
    value: str
    origin: str  # the environment, .env, or the default


def told_settings(settings: Settings) -> dict[str, list[ToldSetting]]:
    """Every setting under the heading that docs/settings.md has for it."""
    told: dict[str, list[ToldSetting]] = {}
    heading = ""
    for name, field in Settings.model_fields.items():
        heading = FIRST_OF.get(name, heading)
        told.setdefault(heading, []).append(told_setting(settings, name, field))
    return told


def told_setting(settings: Settings, name: str, field: FieldInfo) -> ToldSetting:
    names = names_of(name, field)
    given = {one.upper() for one, value in os.environ.items() if value}
    value = getattr(settings, name)
    if found := [one for one in names if one in given]:
        return ToldSetting(found[0], calm(value), "the environment")
    is_default = value == field.default or is_filled_in(settings, name)
    return ToldSetting(names[0], calm(value), "the default" if is_default else ".env")


def names_of(name: str, field: FieldInfo) -> list[str]:
    """What it may be called in the environment."""
    alias = field.validation_alias
    if isinstance(alias, AliasChoices):
        return [str(one) for one in alias.choices]
    return [f"{PREFIX}{name.upper()}"]


def is_filled_in(settings: Settings, name: str) -> bool:
    """Whether another setting says what this one is while nobody sets it."""
    folder = Path(settings.data_dir).resolve()
    return settings.model_dump().get(name) == {
        "database_url": f"sqlite:///{folder / 'cocreate.db'}",
        "site_url": f"http://127.0.0.1:{settings.port}",
    }.get(name, ...)


def calm(value: object) -> str:
    """The value for reading: passwords and keys are not."""
    if isinstance(value, SecretStr):
        return "set, and not shown"
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "none"
    return ANSWERS.sub("?…", USER_INFO.sub("…@", str(value)))
