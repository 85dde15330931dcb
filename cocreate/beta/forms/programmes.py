"""What the team fills in about a programme and its testers."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from cocreate.beta.drafts import LotteryDraft, ProgrammeDraft
from cocreate.beta.forms.fields import key, keys, names, number
from cocreate.beta.kinds import Platform, SeatRule, Shares, Strata
from cocreate.beta.systems import LONGEST_VERSION, numbers_of
from cocreate.kernel.forms import ProductForm, day, line, prose, whole_number
from cocreate.kernel.ids import SegmentId

MOST_SEATS = 1_000_000
MOST_IDLE_DAYS = 365
CHOOSE = "Choose one of these."
NO_VERSION = "Write a version in numbers, like 12 or 16.4."


def one_of(label: str, kinds: Sequence[str]) -> Field:
    return SelectField(
        label, choices=[*kinds], default=str(kinds[0]), validate_choice=False
    )


def version(label: str) -> Field:
    return line(label, least=0, most=LONGEST_VERSION)


class ProgrammeForm(ProductForm):
    """What the beta is, its seats and terms, its days, and whom and what it is for."""

    name = line("Name", least=3, most=80, needed="Give the beta a name.")
    about = prose("What it is", least=0, most=10_000)
    seats = number("Seats", least=1, most=MOST_SEATS)
    terms = prose("Terms", least=20, most=20_000, needed="Say what testers agree to.")
    rule = one_of("Who gets the seats", [*SeatRule])
    strata = one_of("Groups", [*Strata])
    shares = one_of("Seats of the groups", [*Shares])
    source = line("Public figure", least=0, most=300)
    starts_on = day("First day to apply")
    entries_until = day("Last day to apply")
    ends_on = day("Last day to test")
    idle_days = whole_number("Days", least=1, most=MOST_IDLE_DAYS, needed=False)
    platforms = names("Platforms")
    least_android = version("Android")
    least_ios = version("iPhone and iPad")
    least_windows = version("Windows")
    least_macos = version("macOS")
    least_linux = version("Linux")
    by_segment = line("For some alone", least=0, most=10)
    segment_ids = keys("Segments")

    def validate_rule(self, field: Field) -> None:
        refuse_unknown(field, SeatRule)

    def validate_strata(self, field: Field) -> None:
        refuse_unknown(field, Strata)

    def validate_shares(self, field: Field) -> None:
        refuse_unknown(field, Shares)

    def validate_entries_until(self, field: Field) -> None:
        if is_after(self.starts_on.data, field.data):
            raise ValidationError("Applications cannot end before they begin.")

    def validate_ends_on(self, field: Field) -> None:
        if is_after(self.entries_until.data or self.starts_on.data, field.data):
            raise ValidationError("Testing cannot end before applications do.")

    def validate(self, **kwargs: Any) -> bool:
        whole: bool = super().validate(**kwargs)
        for name, field in self._fields.items():
            if name.startswith("least_") and field.data and not numbers_of(field.data):
                field.errors = [NO_VERSION]
                whole = False
        return whole

    def draft(self) -> ProgrammeDraft:
        return ProgrammeDraft(
            name=self.name.data,
            about=self.about.data,
            seats=self.seats.data,
            terms=self.terms.data,
            rule=SeatRule(self.rule.data),
            lottery=LotteryDraft(
                strata=Strata(self.strata.data),
                shares=Shares(self.shares.data),
                source=self.source.data,
            ),
            starts_on=self.starts_on.data,
            entries_until=self.entries_until.data,
            ends_on=self.ends_on.data,
            idle_days=self.idle_days.data,
            platforms=self.chosen_platforms(),
            by_segment=bool(self.by_segment.data),
            segment_ids=[SegmentId(one) for one in self.segment_ids.data or ()],
        )

    def chosen_platforms(self) -> dict[Platform, str]:
        """Those ticked, each with the least version of its system."""
        ticked = set(self.platforms.data or ())
        return {one: self.least_of(one) for one in Platform if one.value in ticked}

    def least_of(self, platform: Platform) -> str:
        field = self._fields.get(f"least_{platform.value}")
        return str(field.data or "") if field is not None else ""


def refuse_unknown(field: Field, kinds: Any) -> None:
    if field.data not in {*kinds}:
        raise ValidationError(CHOOSE)


def is_after(first: Any, second: Any) -> bool:
    return first is not None and second is not None and first > second


class CohortForm(ProductForm):
    name = line("Name", least=2, most=60, needed="Give the cohort a name.")


class MoveForm(ProductForm):
    cohort_id = key("Cohort", "Choose a cohort.")


class InvitationForm(ProductForm):
    email = line("E-mail", least=3, most=254, needed="Whom do you invite?")
