"""What a tester fills in about a build."""

from typing import Any

from wtforms.validators import ValidationError

from cocreate.beta.drafts import ReportDraft
from cocreate.beta.forms.fields import key
from cocreate.beta.kinds import ReportKind
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import BuildId


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
