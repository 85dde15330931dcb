"""What the team fills in about scores: how much each part weighs, what ideas cost."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import Field, FloatField
from wtforms.validators import InputRequired, NumberRange, Optional

from cocreate.kernel.forms import ProductForm, line, readable
from cocreate.kernel.ids import IdeaId
from cocreate.people.queries import SegmentLine
from cocreate.surfacing.formula import LONGEST, check
from cocreate.surfacing.scoring import Part, Weights
from cocreate.surfacing.standing import Card

HALVES = ("reach_half", "momentum_half", "effort_half")
LARGEST_HALF = 1_000_000


def amount(
    label: str, *, least: float, most: float, needed: bool = True, **kwargs: Any
) -> Field:
    """A number within bounds, written with a point or a comma."""
    say = f"Write a number from {least:,g} to {most:,.0f}."
    first: Any = InputRequired(say) if needed else Optional()
    checks = [first, readable(say), NumberRange(least, most, say)]
    return DecimalComma(label, validators=checks, **kwargs)


class DecimalComma(FloatField):
    """A number in which a comma may stand for the point."""

    data: float | None

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([one.strip().replace(",", ".") for one in valuelist])
        read: float | None = self.data
        if read is not None and not math.isfinite(read):
            self.data = None
            raise ValueError("It is no number.")


class WeightsForm(ProductForm):
    """How much each part of a score weighs."""

    formula: Field

    def validate_formula(self, field: Field) -> None:
        if field.data and (sentence := check(field.data)):
            field.errors = [*field.errors, sentence]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        valid: bool = super().validate(*args, **kwargs)
        return valid and not self.formula.errors

    def weights(self) -> Weights:
        told = {part.value: self[part.value].data for part in Part}
        halves = {name: self[name].data for name in HALVES}
        segments = {
            int(name.removeprefix("segment_")): field.data
            for name, field in self._fields.items()
            if name.startswith("segment_") and field.data
        }
        return Weights(
            **told, **halves, of_segments=segments, formula=self.formula.data
        )


def weights_form(
    segments: Iterable[SegmentLine], submitted: Any = None, start: Weights | None = None
) -> WeightsForm:
    """The form of the weights, with one field for each segment there is."""
    fields: dict[str, Any] = {
        part.value: amount(part.value.capitalize(), least=0, most=100) for part in Part
    }
    fields |= {name: amount(name, least=0.1, most=LARGEST_HALF) for name in HALVES}
    fields |= {
        f"segment_{one.id}": amount(one.name, least=0, most=100, needed=False)
        for one in segments
    }
    fields["formula"] = line("Own formula", least=0, most=LONGEST)
    made: Any = type("BoundedWeights", (WeightsForm,), fields)
    form: WeightsForm = made(submitted, data=values_of(start) if start else None)
    return form


def values_of(weights: Weights) -> dict[str, Any]:
    segments = {f"segment_{key}": one for key, one in weights.of_segments.items()}
    return {**weights.written(), **segments}


# ── Scorecards ────────────────────────────────────────────────────────────────

BOUNDS = {
    "reach": (0, 10_000_000),
    "impact": (0, 100),
    "sureness": (0, 100),
    "effort": (0.1, 100_000),
}


class CardsForm(ProductForm):
    """The scorecards of some ideas in one form, a row each."""

    idea_ids: Sequence[IdeaId] = ()

    def cards(self) -> dict[IdeaId, Card]:
        return {
            key: Card(*(self[f"{name}_{key}"].data for name in BOUNDS))
            for key in self.idea_ids
        }


def cards_form(cards: Mapping[IdeaId, Card], submitted: Any = None) -> CardsForm:
    """The form of these ideas, with what is entered of them."""
    fields: dict[str, Any] = {"idea_ids": tuple(cards)}
    start: dict[str, Any] = {}
    for key, card in cards.items():
        for name, (least, most) in BOUNDS.items():
            field = amount(name, least=least, most=most, needed=False)
            fields[f"{name}_{key}"] = field
            start[f"{name}_{key}"] = getattr(card, name)
    made: Any = type("BoundedCards", (CardsForm,), fields)
    form: CardsForm = made(submitted, data=start)
    return form


class CapacityForm(ProductForm):
    """Into how many person-days a shortlist is to fit."""

    capacity = amount("Person-days", least=1, most=100_000)


def capacity_form(submitted: Any, start: float) -> CapacityForm:
    return CapacityForm(submitted, data={"capacity": start})
