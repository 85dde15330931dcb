"""What is filled in about a build."""

import re
from typing import Any

from wtforms.validators import ValidationError

from cocreate.beta.drafts import EXPIRY_DAYS, LONGEST_EXPIRY_DAYS, BuildDraft
from cocreate.beta.forms.fields import keys, number
from cocreate.beta.kinds import Platform
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import CohortId, DecisionId

CHECKSUM = re.compile(r"[0-9a-fA-F\s]{64,130}")
CHECKSUM_DIGITS = 64


class BuildForm(ProductForm):
    """A build's name, notes and reach. The file itself comes beside it, streamed."""

    version = line("Version", most=40, needed="Name the version, like 5.0 beta 3.")
    platform = line("Platform", most=40, needed="Choose what it runs on.")
    notes = prose("Notes", least=0, most=20_000)
    declared_sha256 = line("SHA-256", least=0, most=130)
    expires_in_days = number(
        "Days", least=1, most=LONGEST_EXPIRY_DAYS, default=EXPIRY_DAYS
    )
    cohort_ids = keys("Cohorts")
    decision_ids = keys("Decisions")

    def validate_platform(self, field: Any) -> None:
        if field.data and field.data not in {platform.value for platform in Platform}:
            raise ValidationError("Choose what it runs on.")

    def validate_declared_sha256(self, field: Any) -> None:
        digits = re.sub(r"\s", "", field.data or "")
        if not digits:
            return
        if len(digits) != CHECKSUM_DIGITS or not CHECKSUM.fullmatch(field.data):
            raise ValidationError("A SHA-256 has 64 digits, 0 to 9 and a to f.")

    def draft(self, file_name: str) -> BuildDraft:
        return BuildDraft(
            version=self.version.data,
            platform=Platform(self.platform.data),
            file_name=file_name,
            notes=self.notes.data,
            declared_sha256=self.declared_sha256.data,
            expires_in_days=self.expires_in_days.data,
            cohort_ids=[CohortId(chosen) for chosen in self.cohort_ids.data or ()],
            decision_ids=[DecisionId(key) for key in self.decision_ids.data or ()],
        )


class AssignmentForm(ProductForm):
    cohort_ids = keys("Cohorts")

    def validate_cohort_ids(self, field: Any) -> None:
        if not field.data:
            raise ValidationError("Choose at least one cohort.")

    def chosen(self) -> list[CohortId]:
        return [CohortId(key) for key in self.cohort_ids.data]


class RevocationForm(ProductForm):
    reason = line(
        "Reason", least=5, most=300, needed="Tell the testers why it is withdrawn."
    )


class TraceForm(ProductForm):
    """A link that somebody found where it should not be."""

    link = line("Link", least=8, most=2_000, needed="Paste the link that was found.")
