"""What the law makes people read is there in every language, whole and in order."""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask

from cocreate.kernel.languages import (
    FOLDER,
    Language,
    day,
    moment,
    speaking,
    spoken,
    translated,
)

ROOT = FOLDER.parent.parent
OTHERS = [one for one in Language if one is not Language.EN]
HOLES = re.compile(r"%\(\w+\)s")
WORDS = {"translated": None, "translated_later": None, "translatable": None}
IN_TEMPLATES = {"_": None, "gettext": None, "ngettext": (1, 2)}
Said = str | tuple[str, ...]


def said_in_the_source() -> set[Said]:
    templates = (*ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.txt"))
    return {
        *said_in(ROOT.glob("cocreate/**/*.py"), "python", "translat", WORDS),
        *said_in(templates, "jinja2", "_(", IN_TEMPLATES),
        *said_in(templates, "jinja2", "{% trans", IN_TEMPLATES),
    }


def said_in(
    paths: Iterable[Path], method: str, mark: str, words: Mapping[str, object]
) -> Iterator[Said]:
    for path in paths:
        source = path.read_bytes()
        if mark.encode() in source:
            for _, message, _, _ in extract(method, io.BytesIO(source), words):  # type: ignore[arg-type]  # as its documentation has it
                yield message


def catalogue(language: Language) -> Catalog:
    with (FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def whole(message: Message) -> bool:
    """Nothing of it is missing, and every hole is one that the source fills."""
    asked, answers = listed(message.id), listed(message.string)
    return len(asked) == len(answers) and all(
        answer
        and "%" not in HOLES.sub("", answer)
        and set(HOLES.findall(answer)) == set(HOLES.findall(source))
        for source, answer in zip(asked, answers, strict=True)
    )


def listed(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [*said]  # type: ignore[misc]  # a plural's forms


@pytest.mark.sqlite
def test_nothing_is_missing_in_any_language_and_nothing_is_left_over() -> None:
    source = said_in_the_source()
    assert len(source) > 100
    for language in OTHERS:
        messages = [one for one in catalogue(language) if one.id]
        assert {one.id for one in messages} == source, language
        assert [one.id for one in messages if not whole(one)] == [], language


@pytest.mark.sqlite
def test_what_is_compiled_is_what_was_written() -> None:
    for language in OTHERS:
        compiled = io.BytesIO()
        write_mo(compiled, catalogue(language))
        kept = FOLDER / language / "LC_MESSAGES" / "messages.mo"
        assert kept.read_bytes() == compiled.getvalue(), f"{language}: run `make words`"


@pytest.mark.sqlite
def test_no_page_that_is_kept_for_everybody_is_in_its_readers_language(
    app: Flask,
) -> None:
    views = app.view_functions.values()
    kept = {view for view in views if getattr(view, "__kept__", False)}
    speaking_ones = {view for view in views if getattr(view, "__speaks__", False)}
    assert kept
    assert speaking_ones
    assert not kept & speaking_ones


@pytest.mark.sqlite
def test_a_language_is_spoken_within_and_no_longer(app: Flask) -> None:
    at = datetime(2026, 3, 9, 22, 5, tzinfo=UTC)
    with speaking(Language.DE):
        assert translated("Save") == "Speichern"
        assert day(at) == "9. März 2026"
        assert moment(at).startswith(("9. März 2026, ", "10. März 2026, "))
        with speaking(Language.EN):
            assert (translated("Save"), day(at)) == ("Save", "9 March 2026")
        assert translated("Keep it to %(most)s characters at most.", most=7) == (
            "Höchstens 7 Zeichen, bitte."
        )
    assert (spoken(), translated("Save")) == (Language.EN, "Save")
