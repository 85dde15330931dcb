"""The language of search: what is read out of what people type."""

import time
import timeit
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cocreate.search.asking import MOST_LIMITS, Reading, adding, clean, read, without
from cocreate.search.facts import day_of
from cocreate.search.meanings import Operator, Span, day_from, span_of
from cocreate.search.words import MOST_CHARACTERS, MOST_TERMS

pytestmark = pytest.mark.sqlite  # no database is asked
TODAY = date(2026, 5, 20)
SIGNS = ['"', ":", "-", "(", ")", "*", "~", "\x00", "\ud800", "\u202e", "\u0301", " "]
PIECES = [*SIGNS, "status:", "votes:>", "tag:a,", "is:open", "debit", "..", "“", "日本"]
HOSTILE = [
    '"' * 5_000,
    ":" * 5_000,
    "(" * 5_000,
    '-"' * 2_500,
    "a" * 5_000,
    "status:" * 800,
    "*?" * 2_500,
    "a\u0301" * 2_500,
    "\u202e\x00\ud83d" * 1_000,
    "votes:" + "9" * 4_000,
    "ﷺ" * 200,
]


def limits(typed: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [
        (one.operator.value, one.values, one.is_without) for one in read(typed).limits
    ]


def test_words_phrases_and_what_is_left_out_are_told_apart() -> None:
    asked = read('card "direct debit" -loan -"credit card" -tag:old e-mail').asked
    assert asked.terms == ("card", "direct", "debit", "e", "mail")
    assert asked.phrases == (("direct", "debit"),)
    assert [one.term for one in asked.without] == ["loan"]
    assert asked.without_phrases == (("credit", "card"),)
    assert asked.quoted == {"direct", "debit"}
    assert asked.beginning == "mail"
    assert read('"Débits" -e-mail').asked.phrases == (("debits",),)
    assert read("-e-mail").asked.without_phrases == (("e", "mail"),)
    assert read("“direct debit”").asked.phrases == (("direct", "debit"),)
    assert read('"direct debit').asked.phrases == (), "one that was not ended is words"
    assert read("pay - now --fast").asked.without == ()


def test_operators_take_values_in_quotes_and_with_commas() -> None:
    assert limits('Status:planned,building tag:"Direct debit" -by:team login') == [
        ("status", ("planned", "building"), False),
        ("tag", ("Direct debit",), False),
        ("by", ("team",), True),
    ]
    assert limits("since:2026-05 label:x user:me") == [
        ("after", ("2026-05",), False),
        ("tag", ("x",), False),
        ("author", ("me",), False),
    ]


@pytest.mark.parametrize(
    ("typed", "terms", "odd"),
    [
        ("colour:red", ("colour", "red"), ["colour:red"]),
        ("http://meridian.example std::vector 10:30", None, []),
        ("Bug: cannot sign in", None, []),
        ("status: planned", ("statu", "plann"), []),
    ],
)
def test_what_is_no_operator_is_words(
    typed: str, terms: tuple[str, ...] | None, odd: list[str]
) -> None:
    reading = read(typed)
    assert not reading.limits
    assert [one.typed for one in reading.odd] == odd
    assert terms is None or reading.asked.terms == terms


def test_days_and_numbers_are_read_as_people_write_them() -> None:
    first = day_of(date(2026, 5, 1))
    assert [day_from(one, TODAY) for one in ("2026-05-01", "2026-05", "2026/5/1")] == [
        first
    ] * 3
    assert day_from("2026", TODAY) == day_of(date(2026, 1, 1))
    assert day_from("7d", TODAY) == day_of(TODAY) - 7
    assert day_from("yesterday", TODAY) == day_of(TODAY) - 1
    nonsense = ("2026-13", "0000", "99999d", "soon", "٢٠٢٦")
    assert {day_from(one, TODAY) for one in nonsense[:4]} == {None}
    assert span_of(">10") == Span(11, None)
    assert span_of("5..20") == Span(5, 20)
    assert span_of("..20") == Span(None, 20)
    assert span_of("7") == Span(7, 7)
    assert {span_of(one) for one in ("..", "x", ">", "1.5", "-3")} == {None}


def test_an_operator_is_added_and_taken_away() -> None:
    typed = adding("login", Operator.TAG, "direct debit")
    assert typed == 'login tag:"direct debit"'
    reading = read(typed)
    assert without(reading, reading.limits[0]) == "login"


def is_sound(reading: Reading) -> bool:
    words = reading.asked
    reading.typed.encode()
    return (
        len(reading.typed) <= MOST_CHARACTERS
        and len(words.terms) <= MOST_TERMS
        and len(reading.limits) <= MOST_LIMITS
        and all(words.without_phrases)
        and all(words.phrases)
        and all(one.end <= len(reading.typed) for one in reading.limits)
    )


@given(st.lists(st.one_of(st.text(max_size=8), st.sampled_from(PIECES))).map("".join))
def test_any_text_is_read(typed: str) -> None:
    reading = read(typed)
    assert is_sound(reading)
    assert read(reading.typed) == reading, "what was cleaned is read alike"
    for limit in reading.limits:
        day_from(" ".join(limit.values), TODAY)
        span_of(" ".join(limit.values))


@pytest.mark.parametrize("typed", HOSTILE)
def test_hostile_text_is_read_in_no_time(typed: str) -> None:
    assert is_sound(read(typed))
    # The best of three: once, the collector of rubbish may be at work.
    took = timeit.repeat(
        partial(read, typed), timer=time.process_time, number=1, repeat=3
    )
    assert min(took) < 0.05


def test_what_cannot_be_shown_is_no_part_of_a_search() -> None:
    assert clean("a\x00b\ud800\u202ec") == "a b? c"
