"""What is said with a vote, and what an employee notes of a customer they heard."""

from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.people.actions import Customer
from cocreate.people.addresses import LONGEST, kept_form
from cocreate.votes.actions import Heard
from cocreate.votes.kinds import LONGEST_QUOTE, LONGEST_WHY, Channel, Importance


class ReasonForm(ProductForm):
    """How much it matters, and why; both may be left out."""

    importance = SelectField(
        "Importance",
        choices=[SelectChoice(one.value) for one in Importance],
        filters=[lambda typed: (typed or "").strip()],
        validators=[Optional()],
    )
    why = prose("Why", least=0, most=LONGEST_WHY)
    named = BooleanField("By name")

    @property
    def chosen(self) -> Importance | None:
        return Importance(self.importance.data) if self.importance.data else None


class HeardForm(ProductForm):
    """Who said it, where, and in which words."""

    name = line("Customer", most=80, needed="Say who it was.")
    organisation = line("Organisation", least=0, most=80)
    email = line("E-mail", least=0, most=LONGEST)
    channel = SelectField(
        "Where",
        choices=[SelectChoice(one.value) for one in Channel],
        validators=[InputRequired("Say where you heard it.")],
    )
    quote = prose("In their words", least=0, most=LONGEST_QUOTE)

    def validate_email(self, field: Field) -> None:
        """May be left out; what is written could be an address."""
        if field.data:
            known = kept_form(field.data)
            if known is None:
                raise ValidationError("Write an address like ada@example.org.")
            field.data = known

    def heard(self) -> Heard:
        customer = Customer(
            name=self.name.data,
            email=self.email.data,
            organisation=self.organisation.data,
        )
        return Heard(
            customer=customer,
            channel=Channel(self.channel.data),
            quote=self.quote.data,
        )
