"""What came of the voices in the demo's story, from decision to release."""

from dataclasses import dataclass

from cocreate.beta.kinds import Place, ReportKind
from cocreate.cli.demo.voices import Dated
from cocreate.decisions.stage import Stage
from cocreate.decisions.stance import Stance
from cocreate.moderation.reason import Reason, Verdict


@dataclass(frozen=True, kw_only=True)
class Option:
    name: str
    argument: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class Dissent:
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Cite:
    on: str
    thanks: str = ""
    speaks: Stance | None = None
    of: int = 0  # the option, by its place


@dataclass(frozen=True, kw_only=True)
class Decision(Dated):
    key: str
    project: str
    title: str
    by: str
    stage: Stage
    why: str
    options: tuple[Option, ...]
    cites: tuple[Cite, ...]
    dissent: tuple[Dissent, ...] = ()
    revisit_day: int | None = None


@dataclass(frozen=True, kw_only=True)
class Cohort:
    key: str
    name: str
    about: str
    day: int


@dataclass(frozen=True, kw_only=True)
class Programme:
    key: str
    project: str
    title: str
    opens_day: int
    seats: int
    host: str
    about: str
    needs: str
    terms: str
    terms_version: int
    cohorts: tuple[Cohort, ...]


@dataclass(frozen=True, kw_only=True)
class PlaceStep(Dated):
    state: Place


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    person: str
    programme: str
    device: str
    why: str
    steps: tuple[PlaceStep, ...]
    cohort: str | None = None
    note: str = ""

    @property
    def place(self) -> Place:
        return self.steps[-1].state


@dataclass(frozen=True, kw_only=True)
class Build(Dated):
    key: str
    programme: str
    version: str
    platform: str
    file_name: str
    size_kb: int
    by: str
    expires_day: int
    cohorts: tuple[str, ...]
    decisions: tuple[str, ...]
    notes: str


@dataclass(frozen=True, kw_only=True)
class Answer(Dated):
    by: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Report(Dated):
    key: str
    build: str
    author: str
    kind: ReportKind
    title: str
    body: str
    answer: Answer | None = None


@dataclass(frozen=True, kw_only=True)
class Release:
    key: str
    project: str
    version: str
    title: str
    stage: Stage
    by: str
    planned_day: int
    summary: str
    decisions: tuple[str, ...]
    ideas: tuple[str, ...]
    builds: tuple[str, ...] = ()
    notes: str = ""
    released_day: int | None = None
    released_time: str | None = None


@dataclass(frozen=True, kw_only=True)
class FlagVerdict(Dated):
    verdict: Verdict
    by: str


@dataclass(frozen=True, kw_only=True)
class Flag(Dated):
    key: str
    on: str
    by: str
    reason: Reason
    text: str = ""
    verdict: FlagVerdict | None = None


@dataclass(frozen=True, kw_only=True)
class Follows:
    on: str
    people: tuple[str, ...]
