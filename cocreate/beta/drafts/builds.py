"""What is said of a build that is brought."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.beta.kinds import Platform
from cocreate.kernel.ids import CohortId, DecisionId

EXPIRY_DAYS = 90
LONGEST_EXPIRY_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildDraft:
    version: str
    platform: Platform
    file_name: str
    notes: str = ""
    declared_sha256: str = ""
    expires_in_days: int = EXPIRY_DAYS
    cohort_ids: Sequence[CohortId] = ()
    decision_ids: Sequence[DecisionId] = ()
