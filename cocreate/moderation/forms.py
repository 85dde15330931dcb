"""What is filled in to report, to judge, to appeal and to suspend."""

import re
from typing import Any

from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from cocreate.kernel.forms import ProductForm, line, prose
from cocreate.kernel.languages import translated, translated_later
from cocreate.moderation.looking import SECOND_VERDICTS
from cocreate.moderation.place import from_root
from cocreate.moderation.queries import is_here
from cocreate.moderation.reason import AWAY, Decided, Grade, Reason, Verdict
from cocreate.people.addresses import kept_form

LONGEST_NOTE = 1_000
LONGEST_STATEMENT = 2_000
LONGEST_LAW = 200
LONGEST_ADDRESS = 500
MOST_PICKED = 50
KEY = re.compile(r"[0-9]{1,15}")
IN_BULK = (Verdict.KEEP, Verdict.HIDE, Verdict.RESTORE)


class NeedingForm(ProductForm):
    """A form of which a field is needed or not, as the others say."""

    def needs(self) -> dict[str, str]:
        """What an empty field is told that is needed here."""
        raise NotImplementedError

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        is_valid = super().validate(*args, **kwargs)
        empty = {
            name: words
            for name, words in self.needs().items()
            if not self._fields[name].data
        }
        for name, words in empty.items():
            self._fields[name].errors = [words]
        return is_valid and not empty


class FlagForm(NeedingForm):
    """Why a member reports something."""

    reason = StringField("What is wrong with it?")
    law: Field = line("Which law does it break?", least=0, most=LONGEST_LAW)
    note: Field = prose("What should we know?", least=0, most=LONGEST_NOTE)

    def validate_reason(self, field: Any) -> None:
        require_reason(field, translated("Choose what is wrong with it."))

    def needs(self) -> dict[str, str]:
        if self.reason.data != Reason.ILLEGAL:
            return {}
        return {
            "law": translated("Name the law, or say in your words what it forbids.")
        }


class VerdictForm(NeedingForm):
    """What a moderator decides, why, and in which words."""

    verdict = StringField("Verdict")
    reason = StringField("What is the reason?")
    law: Field = line("Which law does it break?", least=0, most=LONGEST_LAW)
    grade = StringField("For how long?")
    statement: Field = prose("In your own words", least=0, most=LONGEST_STATEMENT)

    def validate_verdict(self, field: Any) -> None:
        if field.data not in set(Verdict):
            raise ValidationError("Choose what to do.")

    def validate_reason(self, field: Any) -> None:
        if field.data:
            require_reason(field, "Choose one of these reasons.")
        elif self.verdict.data in AWAY:
            raise ValidationError("Choose the reason its author will be told.")

    def needs(self) -> dict[str, str]:
        away = self.verdict.data in AWAY
        if not away or self.reason.data != Reason.ILLEGAL:
            return {}
        return {"law": "Name the law that it breaks."}

    def validate_grade(self, field: Any) -> None:
        if field.data or self.verdict.data == Verdict.SANCTION:
            require_grade(field)

    @property
    def chosen(self) -> Decided:
        """The verdict as an action takes it."""
        return {
            "verdict": Verdict(self.verdict.data),
            "reason": Reason(self.reason.data) if self.reason.data else None,
            "law": self.law.data,
            "statement": self.statement.data,
            "grade": Grade(self.grade.data) if self.grade.data else None,
        }


class ManyForm(ProductForm):
    """One verdict on every case that is picked."""

    verdict = StringField("Verdict")
    all_reason = StringField("What is the reason?")
    all_statement: Field = prose("In your own words", least=0, most=LONGEST_STATEMENT)

    def __init__(self, submitted: Any = None) -> None:
        super().__init__(submitted)
        picked = submitted.getlist("pick") if submitted else []
        self.picked = [int(one) for one in picked if KEY.fullmatch(one)]

    def validate_verdict(self, field: Any) -> None:
        if field.data not in IN_BULK:
            raise ValidationError("Choose what to do.")
        if not 0 < len(self.picked) <= MOST_PICKED:
            raise ValidationError(f"Pick up to {MOST_PICKED} cases.")

    def validate_all_reason(self, field: Any) -> None:
        if field.data or self.verdict.data in AWAY:
            require_reason(field, "Choose the reason that authors will be told.")

    @property
    def chosen(self) -> Decided:
        return {
            "verdict": Verdict(self.verdict.data),
            "reason": Reason(self.all_reason.data) if self.all_reason.data else None,
            "statement": self.all_statement.data,
        }


class CaseNoteForm(ProductForm):
    """Words for other moderators."""

    words: Field = prose("Note", most=LONGEST_NOTE, needed="Write the note.")


class SecondLookForm(ProductForm):
    """How a second moderator would decide."""

    verdict = StringField("Verdict")
    words: Field = prose("Why", least=0, most=LONGEST_NOTE)

    def validate_verdict(self, field: Any) -> None:
        if field.data not in SECOND_VERDICTS:
            raise ValidationError("Choose how you would decide.")


class EscalationForm(ProductForm):
    """Why administrators are to decide."""

    words: Field = prose("Why", least=0, most=LONGEST_NOTE)


class AppealForm(ProductForm):
    """Why somebody disagrees with a verdict on what they wrote."""

    words: Field = prose(
        "Why do you disagree?",
        most=LONGEST_STATEMENT,
        needed=translated_later(
            "Say in your words why this should be looked at again."
        ),
    )


class LegalNoticeForm(NeedingForm):
    """What the law asks of a notice of illegal content."""

    place: Field = line(
        "Where is it?",
        most=LONGEST_ADDRESS,
        needed=translated_later("Paste the address of the page."),
    )
    why: Field = prose(
        "Why is it illegal?",
        least=10,
        most=LONGEST_STATEMENT,
        needed=translated_later(
            "Say why, so that somebody who was not there can see it, too."
        ),
    )
    law: Field = line("Which law does it break?", least=0, most=LONGEST_LAW)
    is_nameless = BooleanField("It concerns the sexual abuse of a child")
    name: Field = line("Your name", least=0, most=200)
    email: Field = line("Your e-mail address", least=0, most=254)
    is_in_good_faith = BooleanField("What I say here is accurate and complete.")

    def validate_place(self, field: Any) -> None:
        if not is_here(field.data):
            raise ValidationError(translated_later("Paste an address of this site."))

    def needs(self) -> dict[str, str]:
        if self.is_nameless.data:
            return {}
        return {
            "name": translated("Say who you are."),
            "email": translated("Give an address that we can answer to."),
        }

    def validate_email(self, field: Any) -> None:
        if not kept_form(field.data):
            raise ValidationError(
                translated_later("Give an address that we can answer to.")
            )

    def validate_is_in_good_faith(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(
                translated_later("Confirm this, so that we can act on your notice.")
            )

    @property
    def address(self) -> str:
        """The place from the root of this site, so that one place has one name."""
        return from_root(self.place.data)


class SuspensionForm(ProductForm):
    """Why a person is to be silent, and for how long."""

    reason: Field = prose(
        "Reason", most=LONGEST_NOTE, needed="Say why; the person is shown it."
    )
    grade = StringField("For how long?")

    def validate_grade(self, field: Any) -> None:
        require_grade(field)


def require_reason(field: Any, otherwise: str) -> None:
    if field.data not in set(Reason):
        raise ValidationError(otherwise)


def require_grade(field: Any) -> None:
    if field.data not in set(Grade):
        raise ValidationError("Choose for how long.")
