"""What somebody fills in who wants to test."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from cocreate.beta.drafts import Application, DeviceDraft
from cocreate.beta.forms.fields import key, key_of
from cocreate.beta.kinds import Platform
from cocreate.beta.systems import LONGEST_VERSION, numbers_of
from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import DeviceId, QuestionId

ACCEPT = "Read the terms and accept them; then you can take part."
WHAT_IT_RUNS = "Choose what it runs."
ON_WHAT = "Say what you would test it on."
LONGEST_MODEL = 120
SHORTEST_MODEL = 2


def refuse_no_platform(field: Field) -> None:
    if field.data and field.data not in {one.value for one in Platform}:
        raise ValidationError(WHAT_IT_RUNS)


def refuse_no_version(field: Field) -> None:
    if field.data and numbers_of(field.data) is None:
        raise ValidationError("Write a version in numbers, like 15 or 17.4.")


class DeviceForm(ProductForm):
    """Something to test on."""

    platform = line("What it runs", most=40, needed=WHAT_IT_RUNS)
    device = line("Device", least=2, most=LONGEST_MODEL, needed="Say which it is.")
    os_version = line("Version", least=0, most=LONGEST_VERSION)

    def validate_platform(self, field: Field) -> None:
        refuse_no_platform(field)

    def validate_os_version(self, field: Field) -> None:
        refuse_no_version(field)

    def draft(self) -> DeviceDraft:
        return DeviceDraft(
            platform=Platform(self.platform.data),
            model=self.device.data,
            os_version=self.os_version.data,
        )


class ApplicationForm(ProductForm):
    """Who wants to test: on what, why, and under which terms."""

    device_id = line("One of yours", least=0, most=20)
    platform = line("What it runs", least=0, most=40)
    device = line("Device", least=0, most=LONGEST_MODEL)
    os_version = line("Version", least=0, most=LONGEST_VERSION)
    why = prose("Why", least=0, most=1_000)
    terms_version = key("Terms", ACCEPT)
    code = line("Invitation", least=0, most=100)

    def validate_platform(self, field: Field) -> None:
        refuse_no_platform(field)

    def validate_os_version(self, field: Field) -> None:
        refuse_no_version(field)

    def validate(self, **kwargs: Any) -> bool:
        whole: bool = super().validate(**kwargs)
        if self.chosen_device():
            return whole
        if not (self.platform.data or self.platform.errors):
            self.platform.errors = [WHAT_IT_RUNS]
        if len(self.device.data or "") < SHORTEST_MODEL and not self.device.errors:
            self.device.errors = [ON_WHAT]
        return whole and not (self.platform.errors or self.device.errors)

    def chosen_device(self) -> DeviceId | None:
        return DeviceId(key_of(self.device_id.data or "")) or None

    def draft(self, answers: Mapping[QuestionId, str]) -> Application:
        return Application(
            device=self.device.data,
            device_id=self.chosen_device(),
            brought=self.brought(),
            why=self.why.data,
            terms_version=self.terms_version.data,
            answers=answers,
            code=self.code.data,
        )

    def brought(self) -> DeviceDraft | None:
        if not self.platform.data:
            return None
        return DeviceDraft(
            platform=Platform(self.platform.data),
            model=self.device.data,
            os_version=self.os_version.data,
        )


class TermsForm(ProductForm):
    terms_version = key("Terms", ACCEPT)
