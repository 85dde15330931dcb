"""What is filled in to report, to judge and to suspend."""

from typing import Any

from wtforms import Field, IntegerField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from cocreate.kernel.forms import ProductForm, prose
from cocreate.moderation.reason import Reason, Verdict

LONGEST_NOTE = 1_000
LONGEST_STATEMENT = 2_000
MOST_DAYS = 3_650


class FlagForm(ProductForm):
    """Why a member reports something."""

    reason = StringField("What is wrong with it?")
    note: Field = prose("What should we know?", least=0, most=LONGEST_NOTE)

    def validate_reason(self, field: Any) -> None:
        require_reason(field, "Choose what is wrong with it.")


class VerdictForm(ProductForm):
    """What a moderator decides, why, and in which words."""

    verdict = StringField("Verdict")
    reason = StringField("What is the reason?")
    statement: Field = prose("In your own words", least=0, most=LONGEST_STATEMENT)

    def validate_verdict(self, field: Any) -> None:
        if field.data not in set(Verdict):
            raise ValidationError("Choose what to do.")

    def validate_reason(self, field: Any) -> None:
        if field.data:
            require_reason(field, "Choose one of these reasons.")
        elif self.verdict.data == Verdict.HIDE:
            raise ValidationError("Choose the reason its author will be told.")

    @property
    def chosen(self) -> dict[str, Any]:
        """The verdict as an action takes it."""
        return {
            "verdict": Verdict(self.verdict.data),
            "reason": Reason(self.reason.data) if self.reason.data else None,
            "statement": self.statement.data,
        }


class SuspensionForm(ProductForm):
    """Why a person is to be silent, and for how long."""

    reason: Field = prose(
        "Reason", most=LONGEST_NOTE, needed="Say why; the person is shown it."
    )
    days = IntegerField(
        "For how many days",
        validators=[
            Optional(),
            NumberRange(1, MOST_DAYS, f"Between 1 and {MOST_DAYS:,} days."),
        ],
    )


def require_reason(field: Any, otherwise: str) -> None:
    if field.data not in set(Reason):
        raise ValidationError(otherwise)
