"""The settings: how each kind of thing is told, and at which hours."""

from functools import cache
from typing import Any, NamedTuple
from zoneinfo import available_timezones

from wtforms import Field, StringField
from wtforms.validators import ValidationError

from cocreate.config import current
from cocreate.config_kinds import zone_named
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.forms import ProductForm, line
from cocreate.notices.actions import Rhythms
from cocreate.notices.kind import GROUPS, Kind, Wish
from cocreate.notices.pace import PACES, Pace
from cocreate.search.words import MOST_CHARACTERS

LONGEST_NAME = 80
HOURS = [(str(hour), f"{hour}:00") for hour in range(24)]
DAYS = [
    (str(number), name)
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
]
OF_ALL = ""  # a saved search that tells as all of them do
SEARCH_PACES = [
    (OF_ALL, "As my settings say"),
    (str(Pace.NOW), "At once"),
    (str(Pace.DAILY), "Daily"),
    (str(Pace.WEEKLY), "Weekly"),
    (str(Pace.NEVER), "Not at all: it is kept to be opened"),
]
CONTINENTS = (
    *("Africa", "America", "Antarctica", "Arctic", "Asia"),
    *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
)
CHOSEN = tuple(kind for _, kinds in GROUPS for kind in kinds)


@cache
def zones() -> list[tuple[str, str]]:
    """The time zones that people would look for, by their names."""
    names = sorted(
        name for name in available_timezones() if name.startswith(CONTINENTS)
    )
    named = [(name, name.replace("_", " ").replace("/", ", ")) for name in names]
    return [("UTC", "UTC"), *named]


def choice(label: str, say: str, choices: list[tuple[str, str]]) -> Any:
    """One of a list; anything else is explained in our own sentence."""

    def check(_: ProductForm, field: Field) -> None:
        if field.data not in {value for value, _ in choices}:
            raise ValidationError(say)

    return StringField(label, validators=[check])


class SearchForm(ProductForm):
    """A saved search: what it asks for, what it is called, how soon it tells."""

    q = line("What to search for", most=MOST_CHARACTERS)
    name = line("Name", least=0, most=LONGEST_NAME)
    pace = choice("Tell me", "Choose how soon, or not at all.", SEARCH_PACES)


class RhythmForm(ProductForm):
    time_zone = StringField("Your time zone")
    quiet_from = choice("Nothing from", "Choose an hour.", HOURS)
    quiet_until = choice("until", "Choose an hour.", HOURS)
    digest_hour = choice("What is daily or weekly at", "Choose an hour.", HOURS)
    digest_day = choice("What is weekly on", "Choose a day.", DAYS)

    def validate_time_zone(self, field: Field) -> None:
        try:
            zone_named(field.data or "")
        except ValueError:
            raise ValidationError("Choose a time zone of the list.") from None

    def rhythms(self) -> Rhythms:
        return Rhythms(
            time_zone=self.time_zone.data,
            quiet_from=int(self.quiet_from.data),
            quiet_until=int(self.quiet_until.data),
            digest_hour=int(self.digest_hour.data),
            digest_day=int(self.digest_day.data),
        )


def rhythm_form(rhythm: Any) -> RhythmForm:
    """The form of a rhythm as it stands; who has not said lives by the site's clock."""
    names = ("quiet_from", "quiet_until", "digest_hour", "digest_day")
    standing = {name: str(getattr(rhythm, name)) for name in names}
    zone = rhythm.time_zone or current().time_zone
    return RhythmForm(data={**standing, "time_zone": zone})


def read_wishes(submitted: Any) -> dict[Kind, Wish]:
    """How each kind is wanted: a box for the application, a choice for the others."""
    paces = {str(pace) for pace, _ in PACES}
    said = typed_wishes(submitted)
    wrong = [
        f"{way}-{kind}"
        for kind, wish in said.items()
        for way in ("mail", "push")
        if getattr(wish, way) not in paces
    ]
    if wrong:
        raise InvalidError(dict.fromkeys(wrong, "Choose how soon, or never."))
    return {
        kind: Wish(wish.in_app, Pace(wish.mail), Pace(wish.push))
        for kind, wish in said.items()
    }


class TypedWish(NamedTuple):
    in_app: bool
    mail: str
    push: str


def typed_wishes(submitted: Any) -> dict[Kind, TypedWish]:
    """What stands in the form, readable or not."""
    return {
        kind: TypedWish(
            in_app=bool(submitted.get(f"app-{kind}")),
            mail=submitted.get(f"mail-{kind}", ""),
            push=submitted.get(f"push-{kind}", ""),
        )
        for kind in CHOSEN
    }
