"""What forms and the API hand to the beta's actions: read once, typed, frozen."""

from collections.abc import Sequence
from dataclasses import dataclass

from cocreate.beta.kinds import Platform, ReportKind
from cocreate.kernel.ids import BuildId, CohortId, DecisionId

EXPIRY_DAYS = 90
LONGEST_EXPIRY_DAYS = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    name: str
    about: str = ""
    terms: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody says who wants to test, and which terms they accept."""

    device: str
    why: str = ""
    terms_version: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    build_id: BuildId
    kind: ReportKind
    title: str
    body: str
