"""Which ranking, seeing only the first votes, best foretells what later voters think?

And which list finds what people like best, when readers look at its top. First the real
votes of folders with a `votes.jsonl` (`idea`, `voter`, `value` 1, -1 or 0, `at`), in
`BENCH_VOTES` or named: they are revealed in the order of time up to a share; every
ranking orders the ideas seen by then; the truth is the share of agreement among the
votes still to come, of ideas with at least twenty of them. Kendall's tau says how well
the two orders agree. Ours is the product's own: cocreate/surfacing/ranking.py.

Then the same with the voters in an order drawn by chance, several times: nobody's mind
changes from the first to the last, so the figures vary less, and sets without times can
be tried, too.
"""

import json
import math
import os
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

from bench.kit import attention, report
from bench.kit.attention import Search
from cocreate.surfacing.ranking import Heard, Prior, assured, support, usual

GIVEN = Path(os.environ.get("BENCH_VOTES", "../shared/data"))
SHARES = (0.1, 0.2, 0.3, 0.4)
DRAWN_SHARES = (0.05, 0.1, 0.2)
DRAWS, QUICK_DRAWS = 10, 2
PROMISED = 0.2
LEAST_LATER = 20
TENTH = 1.2816  # of a normal curve lies beyond
WORLDS, QUICK_WORLDS = 12, 3
AGREE, DISAGREE = 1, -1
OURS, RAW, WILSON = "ours", "raw counts", "Wilson"

Votes = Sequence[dict[str, Any]]


class Told(NamedTuple):
    """What an idea heard by some moment."""

    agreed: int
    disagreed: int
    asked: int

    @property
    def heard(self) -> Heard:
        return Heard(self.agreed, self.asked)


class Result(NamedTuple):
    """How well each ranking of a set foretold the rest of it."""

    set: str
    share: float
    ideas: int
    tau: dict[str, float]


Score = Callable[[Told, Prior], float]


def wilson(told: Told, _: Prior) -> float:
    p, n, z = told.agreed / told.asked, told.asked, TENTH
    spread = z * math.sqrt((p * (1 - p) + z * z / 4 / n) / n)
    return (p + z * z / 2 / n - spread) / (1 + z * z / n)


RANKINGS: dict[str, Score] = {
    RAW: lambda told, _: told.agreed,
    "net counts": lambda told, _: told.agreed - told.disagreed,
    "plain share": lambda told, _: told.agreed / told.asked,
    WILSON: wilson,
    "best guess": lambda told, prior: support(told.heard, prior),
    OURS: lambda told, prior: assured(told.heard, prior),
}
PEOPLES = {"best guess", OURS}  # told from people, not from votes


def main() -> None:
    parser = report.options(__doc__ or "")
    parser.add_argument("folders", nargs="*", type=Path, help="sets of votes")
    parser.add_argument("--worlds", type=int, help="how often the simulation is run")
    asked = parser.parse_args()
    sets = [read(file_in(one)) for one in asked.folders or found_in(GIVEN)]
    results = [one for votes in sets if timed(votes) for one in replays(votes)]
    draws = QUICK_DRAWS if asked.quick else DRAWS
    drawn = [one for votes in sets for one in by_chance(votes, draws)]
    searches = attention.look_for_the_best(
        asked.worlds or (QUICK_WORLDS if asked.quick else WORLDS)
    )
    reason = "" if results else f"no votes with times in {GIVEN}"
    say(results, drawn, searches, reason, as_json=asked.json)


def found_in(place: Path) -> list[Path]:
    return sorted(place.glob("*/votes.jsonl"))


def file_in(place: Path) -> Path:
    return place / "votes.jsonl" if place.is_dir() else place


class Set(NamedTuple):
    """The votes of one conversation."""

    name: str
    votes: Votes


def read(file: Path) -> Set:
    lines = file.read_text(encoding="utf-8").splitlines()
    return Set(file.parent.name, [json.loads(line) for line in lines])


def timed(some: Set) -> bool:
    known = bool(some.votes) and all(vote["at"] is not None for vote in some.votes)
    if not known:
        report.note(f"{some.name}: its votes carry no times, tried by chance alone")
    return known


def replays(some: Set) -> list[Result]:
    votes = sorted(some.votes, key=lambda vote: vote["at"])
    return [replay(some.name, votes, share) for share in SHARES]


def by_chance(some: Set, draws: int) -> list[Result]:
    """The mean of some draws of who votes first; each votes on all they did at once."""
    orders = [drawn(some.votes, seed) for seed in range(draws)]
    return [
        mean_of([replay(some.name, votes, share) for votes in orders])
        for share in DRAWN_SHARES
        if some.votes
    ]


def drawn(votes: Votes, seed: int) -> Votes:
    chance = random.Random(seed)
    place = {voter: chance.random() for voter in sorted({v["voter"] for v in votes})}
    return sorted(votes, key=lambda vote: place[vote["voter"]])


def mean_of(results: Sequence[Result]) -> Result:
    tau = {name: round(average(results, name), 3) for name in RANKINGS}
    return results[0]._replace(tau=tau)


def replay(name: str, votes: Votes, share: float) -> Result:
    cut = int(len(votes) * share)
    seen, later = told_by(votes[:cut]), told_by(votes[cut:])
    # Ours counts people: of somebody who voted twice, what they said last.
    voices = told_by(
        {(vote["voter"], vote["idea"]): vote for vote in votes[:cut]}.values()
    )
    # The prior is of all ideas seen; only those with enough still to come are judged.
    prior = usual(told.heard for told in voices.values())
    judged = [
        idea for idea in seen if idea in later and later[idea].asked >= LEAST_LATER
    ]
    truth = [later[idea].agreed / later[idea].asked for idea in judged]
    tau = {
        ranking: round(kendall([score(told[i], prior) for i in judged], truth), 3)
        for ranking, score in RANKINGS.items()
        for told in (voices if ranking in PEOPLES else seen,)
    }
    return Result(name, share, len(judged), tau)


def told_by(votes: Iterable[dict[str, Any]]) -> dict[str, Told]:
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    for vote in votes:
        counts[vote["idea"]][vote["value"]] += 1
    return {
        idea: Told(count[AGREE], count[DISAGREE], count.total())
        for idea, count in counts.items()
    }


def kendall(x: Sequence[float], y: Sequence[float]) -> float:
    """Pairs in the same order less pairs in the other, of those that have an order."""
    signs = [(x[i] - x[j]) * (y[i] - y[j]) for i in range(len(x)) for j in range(i)]
    agree, differ = sum(sign > 0 for sign in signs), sum(sign < 0 for sign in signs)
    return (agree - differ) / max(1, agree + differ)


def say(
    results: Sequence[Result],
    drawn_ones: Sequence[Result],
    searches: Sequence[Search],
    reason: str,
    *,
    as_json: bool,
) -> None:
    if reason:
        print(f"replay: nothing to replay, {reason}\n")
    say_shares("revealed in the order of time", results)
    say_shares("revealed by voters drawn by chance", drawn_ones)
    say_searches(searches)
    promised = [*goals_of(results), *attention.goals_of(searches)]
    report.goals(promised)
    facts: dict[str, Any] = {"skipped": reason} if reason else {}
    report.finish(
        "replay",
        as_json=as_json,
        goals=promised,
        replays=[one._asdict() for one in results],
        by_chance=[one._asdict() for one in drawn_ones],
        searches=[one._asdict() for one in searches],
        **facts,
    )


def say_shares(how: str, results: Sequence[Result]) -> None:
    for share in sorted({one.share for one in results}):
        say_share(how, share, [one for one in results if one.share == share])


def say_share(how: str, share: float, results: Sequence[Result]) -> None:
    print(f"\nKendall's tau with later voters, {share:.0%} of votes {how}\n")
    rows = [
        (one.set, one.ideas, *(f"{one.tau[name]:.3f}" for name in RANKINGS))
        for one in results
    ]
    means = (f"{average(results, name):.3f}" for name in RANKINGS)
    report.table(("set", "ideas", *RANKINGS), [*rows, ("mean", "", *means)])


def say_searches(searches: Sequence[Search]) -> None:
    print(
        f"\nReaders who look at the top: the {attention.BEST} best of "
        f"{attention.IDEAS} ideas, mean of {searches[0].worlds} worlds\n"
    )
    report.table(
        (
            "the list is ordered by",
            *(f"found by reader {at:,}" for at in attention.LOOKS),
            f"votes until {attention.ENOUGH} are found",
        ),
        [
            (one.list, *(f"{hits:.1f}" for hits in one.found), f"{one.votes:,.0f}")
            for one in searches
        ],
    )


def average(results: Iterable[Result], name: str) -> float:
    return mean(one.tau[name] for one in results)


def goals_of(results: Sequence[Result]) -> list[report.Goal]:
    told = [one for one in results if one.share == PROMISED]
    if not told:
        return []
    ours, least = average(told, OURS), min(one.tau[OURS] - one.tau[RAW] for one in told)
    return [
        report.Goal(f"{what}, {PROMISED:.0%} revealed", figure, at_least=limit)
        for what, figure, limit in (
            ("ours better than raw counts, mean", ours - average(told, RAW), 0.2),
            ("ours better than Wilson, mean", ours - average(told, WILSON), 0.03),
            ("ours beside raw counts, worst set", least, -0.05),
        )
    ]


if __name__ == "__main__":
    main()
