"""What a tester says of a build, and what the team says to that."""

from dataclasses import dataclass

from cocreate.beta.kinds import Outcome, ReportKind, Severity
from cocreate.ideas.drafts import Hanging
from cocreate.kernel.ids import BuildId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    """A report as written. Only a problem has a severity and steps."""

    build_id: BuildId
    kind: ReportKind
    title: str
    body: str
    severity: Severity | None = None
    steps: str = ""
    device: str = ""
    hanging: Hanging | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the team holds of a report; severity and note stay inside."""

    outcome: Outcome
    answer: str = ""
    fixed_in_id: BuildId | None = None
    severity: Severity | None = None
    note: str = ""
