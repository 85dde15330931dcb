"""Versions of operating systems: read, compared, and guessed from a browser."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from cocreate.beta.kinds import Platform
from cocreate.kernel.text import tidy_line

VERSION = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6}){0,3}")
LONGEST_VERSION = 30
REDUCED = "K"  # the model that browsers tell who tell none
ANY_ANDROID = "Android phone"
HINTS = "Sec-CH-UA-Model, Sec-CH-UA-Platform-Version"


def numbers_of(version: str) -> tuple[int, ...] | None:
    """“15.1.0” as (15, 1), without noughts at the end; None for what is no version."""
    if not VERSION.fullmatch(version):
        return None
    parts = [int(part) for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)


def is_at_least(version: str, least: str) -> bool:
    """Whether a system is new enough; of one that is not known, nobody can say so."""
    wanted = numbers_of(least)
    if wanted is None:
        return True
    found = numbers_of(version)
    return found is not None and found >= wanted


class Guess(NamedTuple):
    """A device as its browser tells of it; empty where it tells nothing."""

    platform: Platform | None = None
    model: str = ""
    os_version: str = ""


ANDROID = re.compile(r"Android ([0-9.]+)(?:; ([^;)]{1,60}))?")
APPLE = re.compile(r"(iPhone|iPad).*? OS ([0-9_]+)")


def guess_from(headers: Mapping[str, str]) -> Guess:
    """What somebody reads this on: a first word for their form, never more."""
    told = {name.lower(): said for name, said in headers.items()}
    user_agent = told.get("user-agent", "")
    if found := ANDROID.search(user_agent):
        return guess_android(found, told)
    if found := APPLE.search(user_agent):
        return Guess(Platform.IOS, found[1], found[2].replace("_", "."))
    for sign, platform, model in (
        ("Windows", Platform.WINDOWS, "Windows computer"),
        ("Mac OS", Platform.MACOS, "Mac"),
        ("Linux", Platform.LINUX, "Linux computer"),
    ):
        if sign in user_agent:
            return Guess(platform, model)
    return Guess()


def guess_android(found: re.Match[str], told: Mapping[str, str]) -> Guess:
    """A browser that tells no model to all tells it as a hint to whoever asked."""
    model = (found[2] or "").split(" Build/")[0].strip()
    if model != REDUCED:
        return Guess(Platform.ANDROID, model or ANY_ANDROID, found[1])
    hinted = told.get("sec-ch-ua-model", "").strip('" ')[:60]
    version = told.get("sec-ch-ua-platform-version", "").strip('" ')
    if not VERSION.fullmatch(version):
        version = ""  # the one beside a reduced model is the same for all: untrue
    return Guess(Platform.ANDROID, tidy_line(hinted) or ANY_ANDROID, version)
