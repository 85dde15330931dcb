"""What a tester fills in about a build, and the team about that."""

from typing import Any

from wtforms import Field, IntegerField
from wtforms.validators import Optional, ValidationError

from cocreate.beta.drafts import Judgement, ReportDraft
from cocreate.beta.forms.fields import key
from cocreate.beta.kinds import Outcome, ReportKind, SeenBy, Severity
from cocreate.ideas.drafts import Hanging
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import BuildId

KINDS = {kind.value for kind in ReportKind}
SEVERITIES = {severity.value for severity in Severity}
NEEDS_REASON = "Say why it stays as it is: its author reads this."
LONGEST_TITLE, LONGEST_DEVICE = 140, 120


class ReportForm(ProductForm):
    """What a tester found in a build."""

    build_id = key("Build", "Choose the build it happened in.")
    kind = line("Kind", most=40, needed="Choose problem, idea or praise.")
    severity = line("How bad", least=0, most=40)
    title = line(
        "In one line", least=4, most=LONGEST_TITLE, needed="Say it in one line."
    )
    body = prose("What happened", least=0, most=10_000, needed="Tell us what happened.")
    steps = prose("Steps", least=0, most=5_000)
    device = line("Device", least=0, most=LONGEST_DEVICE)

    def validate_kind(self, field: Field) -> None:
        if field.data and field.data not in KINDS:
            raise ValidationError("Choose problem, idea or praise.")

    def validate_severity(self, field: Field) -> None:
        if field.data and field.data not in SEVERITIES:
            raise ValidationError("Choose how bad it is.")

    def draft(self, hanging: Hanging | None = None) -> ReportDraft:
        kind = ReportKind(self.kind.data)
        is_problem = kind is ReportKind.PROBLEM
        bad = self.severity.data if is_problem else ""
        return ReportDraft(
            build_id=BuildId(self.build_id.data),
            kind=kind,
            title=self.title.data,
            body=self.body.data,
            severity=Severity(bad) if bad else None,
            steps=self.steps.data if is_problem else "",
            device=self.device.data,
            hanging=hanging,
        )


class JoinForm(ProductForm):
    """In which build, and on what, somebody found the same."""

    build_id = key("Build", "Choose the build it happened in.")
    device = line("Device", least=0, most=LONGEST_DEVICE)


class JudgementForm(ProductForm):
    """What the team holds of a report."""

    outcome = line("What became of it", most=40, needed="Choose what became of it.")
    answer = line("What they are told", least=0, most=300)
    fixed_in_id = IntegerField("Fixed in", validators=[Optional()])
    severity = line("How bad we hold it to be", least=0, most=40)
    note = prose("Note for the team", least=0, most=2_000)

    def validate_outcome(self, field: Field) -> None:
        if field.data and field.data not in {outcome.value for outcome in Outcome}:
            raise ValidationError("Choose what became of it.")

    def validate_severity(self, field: Field) -> None:
        if field.data and field.data not in SEVERITIES:
            raise ValidationError("Choose how bad it is.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """What stays as it is needs its reason."""
        is_fine = super().validate(*args, **kwargs)
        if self.outcome.data == Outcome.DECLINED and not self.answer.data:
            self.answer.errors = [NEEDS_REASON]
            return False
        return bool(is_fine)

    def draft(self) -> Judgement:
        fixed_in, bad = self.fixed_in_id.data, self.severity.data
        return Judgement(
            outcome=Outcome(self.outcome.data),
            answer=self.answer.data,
            fixed_in_id=BuildId(fixed_in) if fixed_in else None,
            severity=Severity(bad) if bad else None,
            note=self.note.data,
        )


class ReportIdeaForm(ProductForm):
    """The idea that is made of a report, in words the project can read."""

    title = line(
        "Title", least=4, most=LONGEST_TITLE, needed="Say the idea in one line."
    )
    body = prose("What it asks for", least=0, most=10_000)


class JoinIdeaForm(ProductForm):
    """The idea that a report joins."""

    idea_id = key("Idea", "Choose an idea, or write its number.")


class SeenByForm(ProductForm):
    """Who reads the reports of a programme."""

    seen_by = line("Who reads them", most=40, needed="Choose who reads them.")

    def validate_seen_by(self, field: Any) -> None:
        if field.data and field.data not in {seen.value for seen in SeenBy}:
            raise ValidationError("Choose who reads them.")

    def chosen(self) -> SeenBy:
        return SeenBy(self.seen_by.data)
