"""A build as its card shows it, and a programme as one reader finds it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cocreate.beta.kinds import PLATFORM_NAMES
from cocreate.beta.models import Build
from cocreate.beta.policy import why_gone, why_held
from cocreate.kernel.clock import now
from cocreate.kernel.ids import BuildId
from cocreate.kernel.text import trusted


@dataclass(frozen=True, slots=True)
class BuildCard:
    """What `components/build_card.html` asks of a build."""

    id: BuildId
    version: str
    platform: str
    published_at: datetime
    notes: str  # safe HTML
    bytes: int
    sha256: str
    expires_on: datetime
    gone: str
    held: str
    file_name: str
    needs: str = ""
    told: tuple[tuple[str, str], ...] = ()  # what its file says besides


def card_of(build: Build) -> BuildCard:
    return BuildCard(
        id=build.id,
        version=build.version,
        platform=PLATFORM_NAMES[build.platform],
        published_at=build.uploaded_at,
        notes=trusted(build.notes_html),
        bytes=build.size,
        sha256=build.sha256,
        expires_on=build.expires_at,
        gone=why_gone(build, now()) or "",
        held=why_held(build) or "",
        file_name=build.file_name,
        needs=needs_of(build),
        told=tuple(json.loads(build.facts).items()),
    )


def needs_of(build: Build) -> str:
    """“Android 9 or newer”, or nothing where any will do."""
    if not build.least_os:
        return ""
    return f"{PLATFORM_NAMES[build.platform]} {build.least_os} or newer"


def cards_of(builds: Iterable[Build]) -> list[BuildCard]:
    return [card_of(build) for build in builds]
