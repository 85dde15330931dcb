"""What the team fills in to ship something."""

from collections.abc import Iterable
from typing import Any, Self

from wtforms import Field, SelectMultipleField, ValidationError

from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.ids import BuildId, DecisionId
from cocreate.releases.drafts import ReleaseDraft

MOST = 200
LONGEST_KEY = 18


class ReleaseForm(ProductForm):
    title = line("What it is called", most=160, needed="Give it a name.")
    version = line("Version", most=40, needed="Say which version this is, like 4.8.")
    notes = prose("What is new", most=40_000, needed="Say what is new.")
    decisions = SelectMultipleField("Decisions it ships", validate_choice=False)
    builds = SelectMultipleField("Builds it ships", validate_choice=False)

    def validate_decisions(self, field: Field) -> None:
        check_keys(field, "decision")

    def validate_builds(self, field: Field) -> None:
        check_keys(field, "build")

    def draft(self) -> ReleaseDraft:
        return ReleaseDraft(
            title=self.title.data,
            version=self.version.data,
            notes=self.notes.data,
            decisions=tuple(DecisionId(int(key)) for key in self.decisions.data),
            builds=tuple(BuildId(int(key)) for key in self.builds.data),
        )

    @classmethod
    def of(cls, release: Any, decisions: Iterable[int], builds: Iterable[int]) -> Self:
        """The form as a draft fills it."""
        return cls(
            data={
                "title": release.title,
                "version": release.version,
                "notes": release.notes,
                "decisions": [str(key) for key in decisions],
                "builds": [str(key) for key in builds],
            }
        )


class ShippingForm(ProductForm):
    """Why a release ships although somebody cited says no."""

    despite = line("Why you ship it all the same", least=0, most=500)


def check_keys(field: Field, noun: str) -> None:
    if len(field.data) > MOST:
        raise ValidationError(f"Choose at most {MOST}.")
    if not all(is_key(key) for key in field.data):
        raise ValidationError(f"One of these is no {noun}.")


def is_key(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= LONGEST_KEY
