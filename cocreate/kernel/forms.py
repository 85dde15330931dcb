"""Forms: WTForms reads and explains; a capability's form hands on something typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    FloatField,
    Form,
    IntegerField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
)

from cocreate.kernel.errors import InvalidError
from cocreate.kernel.languages import translated_later
from cocreate.kernel.text import tidy, tidy_line

LARGEST_FIGURE = 1e12
EARLIEST_YEAR = 1900


class ProductForm(Form):
    """A form with one error sentence a field. `values` keeps what was typed."""

    def __init__(self, submitted: Any = None, **kwargs: Any) -> None:
        if submitted is not None and not hasattr(submitted, "getlist"):
            submitted = MultiDict(submitted)
        super().__init__(submitted, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        return {name: typed(field) for name, field in self._fields.items()}

    @property
    def first_errors(self) -> dict[str, str]:
        """The first error of each field that has one."""
        return {
            name: str(field.errors[0])
            for name, field in self._fields.items()
            if field.errors
        }

    def require_valid(self) -> None:
        """Refuse with the first error of every field that has one."""
        if not self.validate():
            raise InvalidError(self.first_errors)


class Shown:
    """What a template sees of a form: `values` and `errors`, by field name."""

    def __init__(self, values: Mapping[str, Any], errors: Mapping[str, str]) -> None:
        self.values = values
        self.errors = errors


def shown(form: ProductForm, **more_errors: str) -> Shown:
    """The form as its page shows it; validated forms bring their errors."""
    return Shown(form.values, {**form.first_errors, **more_errors})


def typed(field: Field) -> Any:
    """What stands in a field: read, or as it came when it could not be read."""
    if isinstance(field, SelectMultipleField):
        return field.data or [*(field.raw_data or ())]
    if field.data is None and field.raw_data and isinstance(field.raw_data[0], str):
        return field.raw_data[0]
    if isinstance(field.data, float) and field.data.is_integer():
        return int(field.data)  # 8, as it was typed, and not 8.0
    return "" if field.data is None else field.data


def line(
    label: str,
    *,
    least: int = 1,
    most: int,
    needed: str = "Fill this in.",
    **kwargs: Any,
) -> Field:
    """One line of text, tidied and bounded."""
    return StringField(
        label,
        filters=[lambda typed: tidy_line(typed or "")],
        validators=bounds(least, most, needed),
        **kwargs,
    )


def prose(
    label: str,
    *,
    least: int = 1,
    most: int,
    needed: str = "Write a few words.",
    **kwargs: Any,
) -> Field:
    """Several lines of text, tidied and bounded."""
    return TextAreaField(
        label,
        filters=[lambda typed: tidy(typed or "")],
        validators=bounds(least, most, needed),
        **kwargs,
    )


def whole_number(
    label: str, *, least: int, most: int, needed: bool = True, **kwargs: Any
) -> Field:
    """A whole number within bounds."""
    say = f"Write a whole number from {least:,} to {most:,}."
    first: Any = InputRequired(say) if needed else Optional()
    checks = [first, readable(say), NumberRange(least, most, say)]
    return IntegerField(label, validators=checks, **kwargs)


def figure(label: str, *, needed: bool = True, **kwargs: Any) -> Field:
    """A measured value: any number people would write."""
    say = "Write a number, like 23 or 4.5."
    first: Any = InputRequired(say) if needed else Optional()
    bounded = NumberRange(-LARGEST_FIGURE, LARGEST_FIGURE, say)
    return FloatField(label, validators=[first, readable(say), bounded], **kwargs)


def day(label: str, **kwargs: Any) -> Field:
    """A day, which may be left open."""
    say = "Write the day as year-month-day, like 2030-04-30."
    return DateField(label, validators=[Optional(), readable(say)], **kwargs)


def readable(say: str) -> Any:
    """Explain in our own sentence what could not be read as a number or a day."""

    def check(_: Form, field: Field) -> None:
        too_early = isinstance(field.data, date) and field.data.year < EARLIEST_YEAR
        if field.process_errors or too_early:
            field.errors[:] = []
            raise StopValidation(say)

    return check


def bounds(least: int, most: int, needed: str) -> list[Any]:
    first: Any = DataRequired(needed) if least else Optional()
    too_short = translated_later("Write at least %(least)s characters.", least=least)
    too_long = translated_later(
        "Keep it to %(most)s characters at most.", most=f"{most:,}"
    )
    checks: list[Any] = [first]
    if least > 1:
        checks.append(Length(min=least, message=too_short))
    checks.append(Length(max=most, message=too_long))
    return checks
