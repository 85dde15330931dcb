"""What an edit changed, told word by word."""

from datetime import timedelta
from functools import partial
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cocreate.kernel.clock import now
from cocreate.kernel.revisions import GRACE, compared, is_fresh, revisions
from tests.spending import least_spent

TEXTS = st.text(alphabet="ab \n", max_size=60)


def test_words_that_went_and_came_are_told_from_those_that_stayed() -> None:
    told = compared("At five, in the morning.", "At six, in the morning.")
    assert [(piece.kind, piece.words) for piece in told] == [
        ("same", "At "),
        ("gone", "five, "),
        ("new", "six, "),
        ("same", "in the morning."),
    ]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_what_changed(was: str, became: str) -> None:
    told = compared(was, became)
    assert "".join(one.words for one in told if one.kind != "new") == was
    assert "".join(one.words for one in told if one.kind != "gone") == became


def test_the_longest_texts_are_compared_in_a_moment() -> None:
    rng = Random(7)  # noqa: S311 - the same long texts each time
    one, other = (
        " ".join(rng.choice("abcdefgh") * rng.randint(1, 3) for _ in range(6000))
        for _ in range(2)
    )
    for was, became in ((one, other), ("a " * 9000, "b " * 9000), (one, one + "x")):
        assert least_spent(partial(compared, was, became)) < 1


def test_each_edit_is_told_against_what_came_after_it() -> None:
    at = now()
    told = revisions(
        {"Title": "C", "Text": "x"},
        [(at, {"Title": "B", "Text": "x"}), (at, {"Title": "A", "Text": "y"})],
    )
    assert [
        [(change.field, change.was) for change in edit.changes] for edit in told
    ] == [[("Title", "B")], [("Title", "A"), ("Text", "y")]]


def test_a_text_is_fresh_for_five_minutes_after_it_was_written_or_edited() -> None:
    at = now()
    assert is_fresh(at - GRACE + timedelta(seconds=1), None, at)
    assert not is_fresh(at - GRACE, None, at)
    assert is_fresh(at - timedelta(days=1), at - timedelta(minutes=1), at)
