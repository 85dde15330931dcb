"""Equal shares: a minority gets its part, and each left out is told why."""

import pytest

from cocreate.kernel.ids import IdeaId, PersonId
from cocreate.surfacing.shares import asks, shortlist

MANY = [PersonId(key) for key in range(8)]
FEW = [PersonId(key) for key in range(8, 10)]
A, B, C, D, E = (IdeaId(key) for key in range(1, 6))


def test_a_fifth_of_the_people_decides_about_a_fifth_of_the_days() -> None:
    costs = dict.fromkeys((A, B, C, D, E), 2.0)
    voters = {A: MANY, B: MANY, C: MANY, D: MANY, E: FEW}
    found = shortlist(costs, voters, 8.0)
    bought = [one.idea_id for one in found.bought]
    assert E not in bought  # two people have 1.6 of its 2 days
    assert len(bought) == 4
    found = shortlist(costs | {E: 1.6}, voters, 8.0)
    assert [one.idea_id for one in found.bought] == [A, B, C, E]
    (left,) = found.left_out
    assert (left.idea_id, left.voters, left.got) == (D, 8, 3)
    assert left.purse == pytest.approx(0.4)


def test_who_has_little_left_pays_little() -> None:
    assert asks(6, [1, 5, 5]) == 2.5
    assert asks(6, [1, 2, 2]) is None
    assert asks(3, []) is None


def test_what_is_left_over_goes_to_the_most_votes_for_a_day() -> None:
    found = shortlist({A: 5.0, B: 3.0, C: 9.0}, {A: [*MANY], B: FEW}, 8.0)
    assert [(one.idea_id, one.each) for one in found.bought] == [(A, 0.625), (B, None)]
    assert [one.idea_id for one in found.left_out] == [C]
    assert shortlist({}, {}, 5.0).bought == ()
