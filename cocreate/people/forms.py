"""What people fill in about themselves."""

from collections.abc import Mapping
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import fresh_token
from cocreate.kernel.languages import Language, translated_later
from cocreate.kernel.policy import Role, Trust
from cocreate.kernel.text import tidy_line
from cocreate.people.actions import Profile
from cocreate.people.addresses import LONGEST as LONGEST_ADDRESS
from cocreate.people.addresses import kept_form
from cocreate.people.named import CHOICES, Named
from cocreate.people.passwords import LONGEST, why_weak

LONGEST_NAME = 80
LONGEST_WHY = 300
LEVELS = [(str(int(one)), f"{int(one)} {one.name.capitalize()}") for one in Trust]
NO_ADDRESS = "Write an address like ada@example.org."


class RefusableForm(ProductForm):
    """What may be found wrong after every field was looked at for itself."""

    def refuse(self, fields: Mapping[str, str]) -> None:
        """Say what was wrong with a field after it was looked at."""
        for name, said in fields.items():
            self._fields[name].errors = [said]


class NewAddress(ProductForm):
    """An address that could exist; whether it does, the mailed link finds out."""

    email = line("E-mail", most=LONGEST_ADDRESS, needed="Write your e-mail address.")

    def validate_email(self, field: Field) -> None:
        kept = kept_form(field.data)
        if kept is None:
            raise ValidationError(NO_ADDRESS)
        field.data = kept


def typed_address() -> Any:
    """An address to look up: one that nobody has is simply not found."""
    return StringField(
        "E-mail",
        filters=[look_up],
        validators=[InputRequired("Write your e-mail address."), could_exist],
    )


def look_up(typed: str | None) -> str:
    line = tidy_line(typed or "")
    return kept_form(line) or line


def could_exist(_: Form, field: Field) -> None:
    if kept_form(field.data) is None:
        raise ValidationError(NO_ADDRESS)


def password(needed: str) -> Any:
    return PasswordField("Password", validators=[InputRequired(needed)])


class NewPassword(ProductForm):
    """A password somebody chooses: not too short, not too common, not their address."""

    password = password("Choose a password.")
    address = ""  # where the form does not ask for it

    def validate_password(self, field: Field) -> None:
        words = [self._fields[name].data for name in ("name", "email") if name in self]
        words.append(self.address)
        if reason := why_weak(field.data or "", besides=tuple(words)):
            raise ValidationError(reason)


class SignUpForm(NewAddress):
    """Whose address it is the mailed link finds out: there the password is chosen."""

    name = line("Name", most=LONGEST_NAME, needed="Tell us what to call you.")
    next = HiddenField()


class JoinForm(SignUpForm, NewPassword):
    """Where no proof of the address is asked for, one is in at once."""


class SignInForm(ProductForm):
    email = typed_address()
    password = password("Write your password.")
    longer = BooleanField("Stay signed in")
    next = HiddenField()

    def validate_password(self, field: Field) -> None:
        if len(field.data or "") > LONGEST:
            raise ValidationError("This is longer than any password here.")


class AddressForm(ProductForm):
    email = typed_address()


class LinkForm(AddressForm):
    """An address to mail a link to that signs in."""

    next = HiddenField()


class ArrivalForm(NewPassword):
    name = line("Name", most=LONGEST_NAME, needed="Tell us what to call you.")
    next = HiddenField()


class FirstForm(NewAddress, NewPassword):
    """The first administrator shows the code that the terminal printed."""

    code = line("Code", most=40, needed="Copy the code from the terminal.")
    name = line("Name", most=LONGEST_NAME, needed="Tell us what to call you.")


class ProfileForm(ProductForm):
    name = line("Name", most=LONGEST_NAME, needed="Tell us what to call you.")
    title = line("What you do here", least=0, most=80)
    town = line("Town", least=0, most=80)
    bio = prose("About you", least=0, most=600)

    def profile(self) -> Profile:
        return Profile(
            name=self.name.data,
            title=self.title.data,
            town=self.town.data,
            bio=self.bio.data,
        )


class ChangePasswordForm(NewPassword):
    current = password("Write your present password.")


class MoveForm(NewAddress, RefusableForm):
    """The address that somebody would have from now on."""


class ForgetForm(ProductForm):
    """What says that nobody else is meant: their address, or their name."""

    typed = line("Who it is", most=320, needed="Write it, so that it is nobody else.")

    def __init__(self, *given: Any, wanted: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        self.wanted = wanted

    def validate_typed(self, field: Field) -> None:
        if (field.data or "").casefold() != self.wanted.casefold():
            raise ValidationError("This is not what stands above.")


class SeedForm(ProductForm):
    """What makes a second press give what the first one gave."""

    seed = HiddenField()

    def validate_seed(self, field: Field) -> None:
        field.data = (field.data or "")[:100] or fresh_token()


class TokenForm(SeedForm):
    name = line("What it is for", most=60, needed="Name what will use it.")
    may_write = BooleanField("May also write")


ROLES = [
    (Role.CUSTOMER.value, "Customer"),
    (Role.EMPLOYEE.value, "Employee"),
    (Role.PRODUCT_MANAGER.value, "Product manager"),
    (Role.MODERATOR.value, "Moderator"),
    (Role.ADMINISTRATOR.value, "Administrator"),
]


class RoleForm(ProductForm):
    role = SelectField(
        "Role",
        choices=[SelectChoice(value, words) for value, words in ROLES],
        default=Role.CUSTOMER.value,
        validate_choice=False,
    )

    def validate_role(self, field: Field) -> None:
        if field.data not in {value for value, _ in ROLES}:
            raise ValidationError("Choose one of the roles.")

    def chosen(self) -> Role:
        return Role(self.role.data)


class TrustForm(ProductForm):
    """A level that an administrator gives by hand, and why."""

    trust = StringField("Level")
    why: Field = line(
        "Why", most=LONGEST_WHY, needed="Say why; the person is shown it."
    )
    locks = BooleanField("Keep it so")

    def validate_trust(self, field: Field) -> None:
        if field.data not in {value for value, _ in LEVELS}:
            raise ValidationError("Choose one of the levels.")

    @property
    def chosen(self) -> Trust:
        return Trust(int(self.trust.data))


class InviteForm(NewAddress, RoleForm):
    name = line("Name", most=LONGEST_NAME, needed="Write their name.")


class StepForm(ProductForm):
    """The code of an application, or one from paper."""

    step_code = line("Code", most=60, needed="Write the code.")
    next = HiddenField()


class PasskeyForm(ProductForm):
    """What a device answered, and what its owner calls it."""

    name = line("What to call it", most=60, needed="Call it something, like “Phone”.")
    credential = HiddenField()


class BeginStepForm(SeedForm, RefusableForm):
    code = line("Code", most=60, needed="Write the code that your application shows.")


class ProofForm(ProductForm):
    own_password = password("Write your password, so that we know it is you.")
    next = HiddenField()


class LeaveForm(ProductForm):
    current = password("Write your password, so that we know it is you.")


class LanguageForm(ProductForm):
    """In which language somebody wants to be written to."""

    language = StringField("Language")

    def validate_language(self, field: Field) -> None:
        if field.data not in {*Language}:
            raise ValidationError(translated_later("Choose one of the languages."))

    @property
    def chosen(self) -> Language:
        return Language(self.language.data)


class CreditNameForm(ProductForm):
    """How somebody is named where they are thanked."""

    credited_as = StringField("How we name you")

    def validate_credited_as(self, field: Field) -> None:
        if field.data not in {*CHOICES}:
            raise ValidationError("Choose one of the ways.")

    @property
    def named(self) -> Named:
        return Named(self.credited_as.data)
