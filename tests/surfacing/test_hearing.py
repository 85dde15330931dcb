import pytest

from cocreate.surfacing.hearing import Share, Verdict, concentration, wilson


def test_the_interval_is_wilsons() -> None:
    low, high = wilson(8, 40)
    assert low == pytest.approx(0.1050, abs=1e-4)
    assert high == pytest.approx(0.3476, abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_group_is_under_heard_only_where_chance_does_not_explain_it() -> None:
    assert Share(2, 70, 0.2).verdict is Verdict.UNDER
    assert Share(40, 70, 0.2).verdict is Verdict.OVER
    assert Share(11, 70, 0.2).verdict is Verdict.FITTING
    assert Share(0, 9, 0.5).verdict is Verdict.UNTOLD
    under = Share(2, 70, 0.2)
    assert under.missing == 15  # 17 of 85 is a fifth
    assert under.words == "Under-heard, between 1 and 10 %; 15 voices are missing."
    assert Share(5, 5, 1.0).missing == 0


def test_how_evenly_votes_are_spread() -> None:
    even = concentration({2: 20})
    assert (even.gini, even.half) == (0.0, 10)
    assert "evenly" in even.words
    few = concentration({1: 30, 10: 3})
    assert (few.votes, few.voters) == (60, 33)
    assert few.top == 0.5
    assert few.half == 3
    assert few.gini == pytest.approx(0.5 - 3 / 33, abs=1e-9)
    assert few.words.startswith("3 people cast 50 % of the votes; 3 of 33 cast half")
    assert concentration({}).words == "Nobody has voted yet."
    assert concentration({7: 1}).words.startswith("One person cast 100 % of the votes")
