"""What a tester says of a build."""

from dataclasses import dataclass

from cocreate.beta.kinds import ReportKind
from cocreate.kernel.ids import BuildId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDraft:
    build_id: BuildId
    kind: ReportKind
    title: str
    body: str
