"""What people fill in about the beta."""

import re
from typing import Any

from wtforms import Field, IntegerField, SelectMultipleField
from wtforms.validators import (
    InputRequired,
    NumberRange,
    StopValidation,
    ValidationError,
)

from cocreate.beta.drafts import (
    EXPIRY_DAYS,
    LONGEST_EXPIRY_DAYS,
    Application,
    BuildDraft,
    ProgrammeDraft,
    ReportDraft,
)
from cocreate.beta.kinds import Platform, ReportKind
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import BuildId, CohortId, DecisionId

MOST_SEATS = 1_000_000
KEY = re.compile(r"[0-9]{1,18}")
CHECKSUM = re.compile(r"[0-9a-fA-F\s]{64,130}")
CHECKSUM_DIGITS = 64


def readable(sentence: str) -> Any:
    """Stop at what could not be read as a number, with a sentence of ours."""

    def check(_: Any, field: Field) -> None:
        if field.data is None:
            field.errors = []
            raise StopValidation(sentence)

    return check


def number(label: str, *, least: int, most: int, **kwargs: Any) -> Field:
    say = f"Write a whole number from {least:,} to {most:,}."
    checks = [InputRequired(say), readable(say), NumberRange(least, most, say)]
    return IntegerField(label, validators=checks, **kwargs)


def key(label: str, needed: str) -> Field:
    """The key of a row, chosen from what a page offers."""
    checks = [InputRequired(needed), readable(needed)]
    return IntegerField(label, validators=checks)


def key_of(text: str) -> int:
    """The key that a box sends; what is no key is the key of nothing."""
    return int(text) if KEY.fullmatch(text) else 0


def keys(label: str) -> Field:
    """Keys of rows, chosen from the boxes of a page."""
    return SelectMultipleField(label, coerce=key_of, validate_choice=False)


class ProgrammeForm(ProductForm):
    """What the beta is, its seats and its terms."""

    name = line("Name", least=3, most=80, needed="Give the beta a name.")
    about = prose("What it is", least=0, most=10_000)
    seats = number("Seats", least=1, most=MOST_SEATS)
    terms = prose("Terms", least=20, most=20_000, needed="Say what testers agree to.")

    def draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(
            name=self.name.data,
            about=self.about.data,
            seats=self.seats.data,
            terms=self.terms.data,
        )


ACCEPT = "Read the terms and accept them; then you can take part."


class ApplicationForm(ProductForm):
    """Who wants to test: on what, why, and under which terms."""

    device = line("Device", least=2, most=120, needed="Say what you would test it on.")
    why = prose("Why", least=0, most=1_000)
    terms_version = key("Terms", ACCEPT)

    def draft(self) -> Application:
        return Application(
            device=self.device.data,
            why=self.why.data,
            terms_version=self.terms_version.data,
        )


class TermsForm(ProductForm):
    terms_version = key("Terms", ACCEPT)


class CohortForm(ProductForm):
    name = line("Name", least=2, most=60, needed="Give the cohort a name.")


class MoveForm(ProductForm):
    cohort_id = key("Cohort", "Choose a cohort.")


class InvitationForm(ProductForm):
    email = line("E-mail", least=3, most=254, needed="Whom do you invite?")


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


class ReportForm(ProductForm):
    """What a tester found in a build."""

    build_id = key("Build", "Choose the build it happened in.")
    kind = line("Kind", most=40, needed="Choose problem, idea or praise.")
    title = line("In one line", least=4, most=140, needed="Say it in one line.")
    body = prose("What happened", least=0, most=10_000, needed="Tell us what happened.")

    def validate_kind(self, field: Any) -> None:
        if field.data and field.data not in {kind.value for kind in ReportKind}:
            raise ValidationError("Choose problem, idea or praise.")

    def draft(self) -> ReportDraft:
        return ReportDraft(
            build_id=BuildId(self.build_id.data),
            kind=ReportKind(self.kind.data),
            title=self.title.data,
            body=self.body.data,
        )
