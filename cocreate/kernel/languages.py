"""The languages people are written to in, and the one that is spoken just now.

Words for people are English sentences in the source, looked up in the catalogues of
`cocreate/translations`. English is spoken unless somebody says otherwise: a view marked
`@in_language`, or a letter or notice written within `speaking(theirs)`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from enum import StrEnum
from functools import wraps
from typing import Any, NamedTuple, TypeVar, cast

from babel.dates import format_date, format_time
from flask import Flask, Response, after_this_request, current_app, request
from flask_babel import Babel, force_locale, gettext, lazy_gettext

from cocreate.kernel.clock import local
from cocreate.kernel.places import PACKAGE

V = TypeVar("V", bound=Callable[..., Any])
FOLDER = PACKAGE / "translations"


class Language(StrEnum):
    """A language that everything the law makes people read is written in."""

    EN = "en"
    DE = "de"
    FR = "fr"
    NL = "nl"
    ES = "es"


NAMES = {
    Language.EN: "English",
    Language.DE: "Deutsch",
    Language.FR: "Français",
    Language.NL: "Nederlands",
    Language.ES: "Español",
}
READER = "cocreate.language"
_spoken: ContextVar[Language] = ContextVar("spoken", default=Language.EN)


def set_up(app: Flask, of_reader: Callable[[], Language]) -> None:
    """`of_reader` says in which language whoever asks just now is written to."""
    Babel(app, default_translation_directories=str(FOLDER))
    app.extensions[READER] = of_reader
    app.jinja_env.filters.update(day=day, moment=moment)
    app.context_processor(lambda: {"language": spoken()})


def spoken() -> Language:
    """The language that is written in just now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Write in a language, within."""
    before = _spoken.set(language)
    try:
        with force_locale(language):
            yield
    finally:
        _spoken.reset(before)


def in_language(choose: Callable[[], Language]) -> Callable[[V], V]:
    """Answer a view in the language that is chosen as it is asked, with all around it.

    Never one that is kept: its pages are the same for every reader.
    """

    def speaks(view: V) -> V:
        @wraps(view)
        def answered(*args: Any, **named: Any) -> Any:
            with speaking(choose()):
                return view(*args, **named)

        answered.__speaks__ = True  # type: ignore[attr-defined]  # functions take attributes
        return cast("V", answered)

    return speaks


def readers_own() -> Language:
    """In which language whoever asks just now is written to."""
    return cast("Language", current_app.extensions[READER]())


def asked_for() -> Language:
    """The language that the reader's browser asks for, of those there are."""
    after_this_request(varies)
    # Not its best match: of “de-AT, en;q=0.3” that is English, where no de-AT is.
    asked = (
        str(tag).split("-")[0].lower() for tag in request.accept_languages.values()
    )
    return next((Language(one) for one in asked if one in {*Language}), Language.EN)


def varies(response: Response) -> Response:
    response.vary.add("Accept-Language")
    return response


def translated(message: str, **facts: object) -> str:
    """A sentence in the language that is spoken."""
    return str(gettext(message, **facts))


def translated_later(message: str, **facts: object) -> Any:
    """A sentence that is put into the language spoken when it is read."""
    return lazy_gettext(message, **facts)


def translatable(message: str) -> str:
    """The sentence as it stands; whoever shows it says it in a language."""
    return message


class Saying(NamedTuple):
    """A translatable sentence and what fills its holes: `str` says it as is spoken."""

    message: str
    facts: Mapping[str, object] = {}

    def __str__(self) -> str:
        if spoken() is not Language.EN:
            return translated(self.message, **self.facts)
        return self.message % self.facts if self.facts else self.message

    @property
    def is_translated(self) -> bool:
        """Whether the language that is spoken has it, and not the source alone."""
        return spoken() is Language.EN or translated(self.message) != self.message


class Spoken(str):
    """Words that stand among those of another language, and which they are in."""

    __slots__ = ("language",)
    language: Language


def said_to(language: Language, sayings: Iterable[Saying]) -> Spoken:
    """One after another, in somebody's language."""
    with speaking(language):
        said = Spoken(" ".join(map(str, sayings)))
    said.language = language
    return said


def day(at: date) -> str:
    """A day as the language that is spoken writes it."""
    if spoken() is Language.EN:
        return at.strftime("%-d %B %Y")
    return str(format_date(at, "long", locale=spoken().value))


def moment(at: datetime) -> str:
    """A day and an hour of the site's own clocks."""
    here = local(at)
    if spoken() is Language.EN:
        return here.strftime("%-d %B %Y, %H:%M %Z")
    hour = format_time(here, "HH:mm", locale=spoken().value)
    return f"{day(here)}, {hour} {here:%Z}"
