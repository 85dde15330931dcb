"""The lottery: promised before, drawn once, and drawn again by anybody."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner
from flask import Flask

from cocreate.beta import actions, lottery, queries
from cocreate.beta.drafts import LotteryDraft
from cocreate.beta.kinds import Place, SeatRule, Strata
from cocreate.cli.verify_draw import verify_draw
from cocreate.kernel.clock import now
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.transaction import transaction
from tests.beta.test_rules_of_seats import applies, changed
from tests.factories import a_person, a_product_manager, a_programme, actor_of


def test_anybody_can_draw_the_lot_again(app: Flask, tmp_path: Path) -> None:
    programme = a_programme(seats=3)
    manager = actor_of(a_product_manager())
    until = now().date() + timedelta(days=1)
    changed(programme, rule=SeatRule.LOTTERY, entries_until=until)
    found = queries.find_lottery(programme.id)
    assert found is not None
    promised = found.commitment
    people = [a_person(f"Entrant {n}") for n in range(8)]
    assert {applies(programme, one) for one in people} == {Place.APPLIED}
    with pytest.raises(InvalidError, match="entered the lottery already"):
        changed(
            programme,
            rule=SeatRule.LOTTERY,
            lottery=LotteryDraft(strata=Strata.PLATFORM),
        )
    with pytest.raises(actions.TooEarlyError), transaction():
        actions.draw_lottery(manager, programme.id)
    with time_machine.travel(now() + timedelta(days=3)):
        with transaction():
            actions.draw_lottery(manager, programme.id)
        with transaction():
            drawn = actions.draw_lottery(manager, programme.id)
    counted = queries.count_places(programme.id)
    assert counted == {Place.ACTIVE: 3, Place.WAITLISTED: 5}
    file = tmp_path / "draw.json"
    file.write_text(str(drawn.document))
    again = CliRunner().invoke(verify_draw, [str(file), "--commitment", promised])
    assert again.exit_code == 0, again.output
    assert "3 selected, 5 in the queue" in again.output


def a_file() -> dict[str, object]:
    strata = [
        lottery.Stratum("a", tuple(f"a{n}" for n in range(6))),
        lottery.Stratum("b", ("b0", "b1")),
    ]
    seed = "5eed"
    drawn = lottery.draw(
        strata, seats=4, shares="proportional", seed=seed, source_value="7 11"
    )
    told: dict[str, object] = {
        "format": lottery.FORMAT,
        "commitment": lottery.commitment_of(seed),
        "seed": seed,
        "source": {"announced": "The numbers of Sunday", "value": "7 11"},
        "seats": 4,
        "shares": "proportional",
        "entrants_digest": lottery.entrants_digest(strata),
        "strata": [
            {
                "name": one.name,
                "quota": drawn.quotas[one.name],
                "entrants": one.entrants,
            }
            for one in strata
        ],
        "selected": drawn.selected,
        "waiting": drawn.waiting,
    }
    whole: dict[str, object] = json.loads(json.dumps(told))
    return whole | {"digest": lottery.digest_of(whole)}


def test_seats_are_divided_by_size_and_nobody_is_left_out() -> None:
    document = a_file()
    drawn = lottery.verify(document)
    assert drawn.quotas == {"a": 3, "b": 1}
    assert len({*drawn.selected, *drawn.waiting}) == 8
    alike = [lottery.Stratum("a", ("1", "2", "3", "4")), lottery.Stratum("b", ("5",))]
    quotas = lottery.quotas_for(alike, seats=4, shares="equal")
    assert quotas == {"a": 3, "b": 1}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seed", "another"),
        ("seats", 5),
        ("shares", "equal"),
        ("shares", "mine"),
        ("source", {"announced": "The numbers of Sunday", "value": "7 12"}),
        ("selected", ["a0", "a1", "a2", "b0"]),
        ("waiting", []),
        ("strata", []),
        ("format", "another"),
        ("programme", "Another"),
    ],
)
def test_an_altered_file_is_refused(tmp_path: Path, name: str, value: object) -> None:
    file = tmp_path / "draw.json"
    file.write_text(json.dumps(a_file() | {name: value}))
    answer = CliRunner().invoke(verify_draw, [str(file)])
    assert answer.exit_code == 1
    assert "Refused" in answer.output


def test_what_is_no_file_of_a_draw_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "draw.json"
    for text in ("", "[]", "[" * 100_000, '{"format": 1}'):
        file.write_text(text)
        assert CliRunner().invoke(verify_draw, [str(file)]).exit_code == 1
