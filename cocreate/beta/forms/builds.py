"""What is filled in about a build."""

import re
from typing import Any

from wtforms import BooleanField
from wtforms.validators import ValidationError

from cocreate.beta.drafts import (
    EXPIRY_DAYS,
    LONGEST_EXPIRY_DAYS,
    BuildDraft,
    BuildFacts,
    RolloutDraft,
)
from cocreate.beta.forms.fields import key, keys, number
from cocreate.beta.kinds import Channel, Pace, Platform
from cocreate.beta.systems import LONGEST_VERSION, numbers_of
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import CohortId, DecisionId

CHECKSUM = re.compile(r"[0-9a-fA-F\s]{64,130}")
CHECKSUM_DIGITS = 64
PACKAGE = re.compile(r"[A-Za-z0-9_{}.\-]{1,200}")
PERCENT = re.compile(r"[0-9]{1,3}")
WHOLE = 100
MOST_HOURS = 24 * 60


class BuildForm(ProductForm):
    """A build's name, notes and reach. The file itself comes beside it, streamed."""

    version = line("Version", least=0, most=40)
    platform = line("Platform", least=0, most=40)
    channel = line("Channel", least=0, most=40, default=Channel.BETA.value)
    least_os = line("Least system", least=0, most=LONGEST_VERSION)
    package = line("Identifier", least=0, most=200)
    despite = BooleanField("What I say counts")
    upload = line("What arrived", least=0, most=60)
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

    def validate_channel(self, field: Any) -> None:
        if field.data and field.data not in {*Channel}:
            raise ValidationError("Choose a channel.")

    def validate_least_os(self, field: Any) -> None:
        if field.data and numbers_of(field.data) is None:
            raise ValidationError("Write a version like 9 or 16.4.")

    def validate_package(self, field: Any) -> None:
        if field.data and not PACKAGE.fullmatch(field.data):
            raise ValidationError("Write it like com.example.app, without spaces.")

    def validate_declared_sha256(self, field: Any) -> None:
        digits = re.sub(r"\s", "", field.data or "")
        if not digits:
            return
        if len(digits) != CHECKSUM_DIGITS or not CHECKSUM.fullmatch(field.data):
            raise ValidationError("A SHA-256 has 64 digits, 0 to 9 and a to f.")

    def draft(self, file_name: str) -> BuildDraft:
        return BuildDraft(
            version=self.version.data,
            platform=Platform(self.platform.data) if self.platform.data else None,
            file_name=file_name,
            channel=Channel(self.channel.data or Channel.BETA),
            least_os=self.least_os.data,
            package=self.package.data,
            despite=self.despite.data,
            notes=self.notes.data,
            declared_sha256=self.declared_sha256.data,
            expires_in_days=self.expires_in_days.data,
            cohort_ids=[CohortId(chosen) for chosen in self.cohort_ids.data or ()],
            decision_ids=[DecisionId(key) for key in self.decision_ids.data or ()],
        )


class BuildFactsForm(ProductForm):
    """What is put right of a build that nobody was given yet."""

    version = line("Version", most=40, needed="Name the version, like 5.0 beta 3.")
    platform = line("Platform", most=40, needed="Choose what it runs on.")
    channel = line("Channel", most=40, needed="Choose a channel.")
    least_os = line("Least system", least=0, most=LONGEST_VERSION)

    validate_platform = BuildForm.validate_platform
    validate_channel = BuildForm.validate_channel
    validate_least_os = BuildForm.validate_least_os

    def facts(self) -> BuildFacts:
        return BuildFacts(
            version=self.version.data,
            platform=Platform(self.platform.data),
            channel=Channel(self.channel.data),
            least_os=self.least_os.data,
        )


class NotesForm(ProductForm):
    """What is said of a build, said better."""

    notes = prose("Notes", least=0, most=20_000)


class AssignmentForm(ProductForm):
    cohort_ids = keys("Cohorts")
    at_once = BooleanField("At once")

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


class RolloutForm(ProductForm):
    """How a build is to reach its testers."""

    steps = line("Steps", least=1, most=40, needed="Say the percents, like 10 30 100.")
    pace = line("Pace", most=40, needed="Choose what it waits for.")
    hours = number("Hours", least=0, most=MOST_HOURS, default=24)
    least_satisfied = number("Satisfied", least=0, most=100, default=60)
    most_stopped = number("Stopped", least=0, most=100, default=10)

    def validate_pace(self, field: Any) -> None:
        if field.data and field.data not in {*Pace}:
            raise ValidationError("Choose what it waits for.")

    def validate_steps(self, field: Any) -> None:
        if not field.data:
            return
        found = re.split(r"[\s,;%→]+", field.data.strip("% "))
        steps = [int(step) if PERCENT.fullmatch(step) else 0 for step in found]
        rising = steps == sorted({*steps}) and steps[0] > 0
        if not rising or steps[-1] != WHOLE:
            raise ValidationError("Write rising percents that end in 100: 10 30 100.")
        field.data = " ".join(str(step) for step in steps)

    def draft(self) -> RolloutDraft:
        return RolloutDraft(
            steps=[int(step) for step in self.steps.data.split()],
            pace=Pace(self.pace.data),
            hours=self.hours.data,
            least_satisfied=self.least_satisfied.data,
            most_stopped=self.most_stopped.data,
        )


class HaltForm(ProductForm):
    halt_reason = line(
        "Reason", least=5, most=300, needed="Tell the testers why it is held back."
    )


class RollBackForm(ProductForm):
    """Which former build testers get again, and why."""

    to_id = key("Former build", "Choose the build they get again.")
    return_reason = line(
        "Reason", least=5, most=300, needed="Tell the testers why they go back."
    )
