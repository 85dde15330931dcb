"""What is said of a programme, and by those who apply to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cocreate.beta.kinds import Platform, QuestionKind, SeatRule, Shares, Strata
from cocreate.kernel.ids import CohortId, DeviceId, QuestionId, SegmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryDraft:
    """How a lottery groups those who enter, and what else its draw is made of."""

    strata: Strata = Strata.NONE
    shares: Shares = Shares.PROPORTIONAL
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeDraft:
    name: str
    about: str = ""
    terms: str
    seats: int
    rule: SeatRule = SeatRule.FIRST_COME
    lottery: LotteryDraft = LotteryDraft()
    starts_on: date | None = None
    entries_until: date | None = None
    ends_on: date | None = None
    platforms: Mapping[Platform, str] = field(default_factory=dict)
    by_segment: bool = False
    segment_ids: Sequence[SegmentId] = ()
    idle_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceDraft:
    """Something to test on."""

    platform: Platform
    model: str
    os_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """What somebody says who wants to test, and which terms they accept.

    On a device they have (`device_id`) or bring (`brought`), or in their own words.
    """

    device: str = ""
    device_id: DeviceId | None = None
    brought: DeviceDraft | None = None
    why: str = ""
    terms_version: int
    answers: Mapping[QuestionId, str] = field(default_factory=dict)
    code: str = ""  # of a link that invited them


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionDraft:
    kind: QuestionKind
    label: str
    hint: str = ""
    choices: Sequence[str] = ()
    passes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDraft:
    """What a link that invites is bounded by."""

    note: str = ""
    cohort_id: CohortId | None = None
    most_uses: int | None = None
    expires_at: datetime | None = None
