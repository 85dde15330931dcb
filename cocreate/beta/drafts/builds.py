"""What is said of a build that is brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.beta.kinds import Channel, Platform
from cocreate.kernel.ids import CohortId, DecisionId

EXPIRY_DAYS = 90
LONGEST_EXPIRY_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFacts:
    """What is put right of a build that nobody was given yet."""

    version: str
    platform: Platform
    channel: Channel = Channel.BETA
    least_os: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildDraft:
    version: str = ""  # empty: as its file says
    platform: Platform | None = None
    file_name: str
    channel: Channel = Channel.BETA
    least_os: str = ""
    package: str = ""
    despite: bool = False  # what is said here counts, though the file says otherwise
    notes: str = ""
    declared_sha256: str = ""
    expires_in_days: int = EXPIRY_DAYS
    cohort_ids: Sequence[CohortId] = ()
    decision_ids: Sequence[DecisionId] = ()
