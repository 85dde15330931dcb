"""What learns from verdicts: finds what it was taught, tells why, and else waits."""

import math

import pytest

from cocreate.moderation.spam.judging import Model, judge
from cocreate.moderation.spam.learning import learn
from cocreate.moderation.spam.reading import signs_of
from cocreate.moderation.spam.threshold import threshold_of

WISHES = ("show", "export", "sort", "filter", "rename", "archive", "share", "print")
THINGS = ("accounts", "cards", "payments", "statements", "alerts", "budgets", "limits")
SELLS = ("watches", "loans", "followers", "pills", "casino", "crypto", "tickets")
LURES = ("cheap {} at http://{}-shop.example", "FREE {}!! call 0900{}777", "earn {} $$")


@pytest.fixture(scope="module")
def model() -> Model:
    good = [wish(number) for number in range(150)]
    bad = [lure(number) for number in range(40)]
    return learn(good + bad, [False] * len(good) + [True] * len(bad))


def wish(number: int) -> str:
    one, other = WISHES[number % 8], WISHES[number // 8 % 8]
    return f"I would like to {one} my {THINGS[number % 7]} and {other} them, please."


def lure(number: int) -> str:
    return LURES[number % 3].format(SELLS[number % 7], number)


def test_what_was_never_seen_is_told_apart(model: Model) -> None:
    assert all(judge(model, lure(n)).score > model.threshold for n in range(500, 540))
    passed = [judge(model, wish(n)).score > model.threshold for n in range(500, 700)]
    assert sum(passed) <= 4


def test_letters_in_between_hide_nothing(model: Model) -> None:
    said = "Cheap w\u200ba\u00adtches at HTTP://new-shop.example"
    assert judge(model, said).score > model.threshold


def test_the_words_that_made_it_look_so_are_told(model: Model) -> None:
    words = judge(model, "FREE loans!! call 0900123777 for my accounts").words
    assert {"free", "call"} & set(words)
    assert not {"accounts", "my"} & set(words)


def test_the_same_verdicts_teach_the_same() -> None:
    texts = [wish(n) for n in range(12)] + [lure(n) for n in range(12)]
    spam = [False] * 12 + [True] * 12
    assert learn(texts, spam) == learn(texts, spam)


def test_nothing_is_held_before_enough_is_known() -> None:
    assert threshold_of([0.0] * 98) == math.inf
    assert threshold_of([*range(99)]) == 98
    assert threshold_of([-3.0] * 99) == 0
    assert threshold_of([*range(199)]) == 197
    assert learn([wish(1), lure(1)] * 10, [False, True] * 10).threshold == math.inf


@pytest.mark.parametrize("odd", ["", " ", "\ud800", "\x00", "🙂" * 9, "x" * 90_000])
def test_odd_texts_are_judged_too(model: Model, odd: str) -> None:
    assert math.isfinite(judge(model, odd).score)
    assert len(signs_of(odd)) < 10_000
