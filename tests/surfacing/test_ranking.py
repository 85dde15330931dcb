import random
from collections import Counter
from math import exp, inf, log

import pytest

from cocreate.surfacing.ranking import (
    UNKNOWN,
    Heard,
    Prior,
    assured,
    doubt,
    likelihood,
    support,
    usual,
)

PRIOR = Prior(0.4, 4.0)


def test_nine_of_ten_stand_above_fifty_of_a_hundred() -> None:
    assert assured(Heard(9, 10), PRIOR) > assured(Heard(50, 100), PRIOR)


def test_two_of_two_do_not_stand_above_ninety_of_a_hundred() -> None:
    assert assured(Heard(2, 2), PRIOR) < assured(Heard(90, 100), PRIOR)


def test_of_two_that_seem_as_good_the_better_known_stands_above() -> None:
    few, many = Heard(6, 10), Heard(90, 150)
    assert assured(few, Prior(0.6, 4)) < assured(many, Prior(0.6, 4)) < 0.6


def test_three_chances_of_five_that_an_idea_is_better_than_where_it_stands() -> None:
    chance = random.Random(8)  # noqa: S311 - ideas made up
    for agreed, asked in ((0, 0), (3, 10), (28, 40), (150, 500)):
        bound = assured(Heard(agreed, asked), PRIOR)
        yes, no = agreed + 1.6, asked - agreed + 2.4
        above = sum(chance.betavariate(yes, no) > bound for _ in range(4_000))
        assert 0.55 < above / 4_000 < 0.65


@pytest.mark.parametrize("share", [0.01, 0.4, 0.99])
def test_whoever_agrees_raises_an_idea_and_whoever_passes_lowers_it(
    share: float,
) -> None:
    for weight in (1.0, 4.0, 200.0):
        for agreed, asked in ((0, 0), (0, 5), (5, 5), (2, 900)):
            told = [
                assured(Heard(agreed + yes, asked + met), Prior(share, weight))
                for yes, met in ((0, 1), (0, 0), (1, 1))
            ]
            assert 0 < told[0] < told[1] < told[2] < 1


def test_what_nobody_saw_is_worth_what_is_usual_and_nothing_is_less_known() -> None:
    assert support(Heard(0, 0), PRIOR) == PRIOR.share
    assert doubt(Heard(0, 0), PRIOR) > doubt(Heard(4, 10), PRIOR)
    assert doubt(Heard(4, 10), PRIOR) > doubt(Heard(40, 100), PRIOR)


def test_more_votes_than_were_seen_to_look_are_no_more_than_all_of_them() -> None:
    assert support(Heard(12, 3), PRIOR) == support(Heard(12, 12), PRIOR) < 1


def test_too_few_ideas_say_nothing_of_what_is_usual() -> None:
    assert usual([Heard(3, 4), Heard(0, 0)]) == UNKNOWN


@pytest.mark.parametrize(("share", "weight"), [(0.3, 3.0), (0.5, 30.0)])
def test_what_is_usual_is_found_again_in_what_was_heard(
    share: float, weight: float
) -> None:
    chance = random.Random(5)  # noqa: S311 - votes made up
    heard = []
    for _ in range(600):
        liked = chance.betavariate(share * weight, (1 - share) * weight)
        asked = chance.randint(5, 80)
        heard.append(Heard(sum(chance.random() < liked for _ in range(asked)), asked))
    found = usual(heard)
    assert abs(found.share - share) < 0.03
    assert abs(log(found.weight / weight)) < 0.4


def test_no_other_weight_is_likelier() -> None:
    heard = Counter([Heard(1, 9), Heard(8, 9), Heard(5, 30), Heard(2, 2), Heard(7, 40)])
    found = usual(heard.elements())
    best = likelihood(found, heard)
    assert best > -inf
    for step in (-0.5, -0.1, 0.1, 0.5):
        other = found._replace(weight=found.weight * exp(step))
        assert likelihood(other, heard) <= best + 1e-9
