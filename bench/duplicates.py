"""Likely duplicates: what the sweep takes for the same, beside what is labelled so.

Precision comes first. Issue trackers name one duplicate where there are several, so
theirs is the least it may be; of questions whose intent is known it is exact.
"""

import random
from collections import Counter
from collections.abc import Sequence
from time import process_time
from typing import NamedTuple

from bench import retrieval
from bench.kit import report
from bench.kit.labelled import Labelled, sets_given
from bench.retrieval import Ours
from cocreate.surfacing.actions import find_duplicates
from cocreate.surfacing.queries import pairs_in

MOST_DOCS, QUICK_DOCS = 2_600, 1_100  # of each set


class Swept(NamedTuple):
    """What a sweep took for duplicates; precision and recall in points of 100."""

    set: str
    docs: int
    pairs: int
    precision: float
    recall: float
    same_title: int  # of the pairs, word for word
    or_same: float  # precision, were every two with the same title the same


def main() -> None:
    parser = report.options(__doc__ or "")
    asked = parser.parse_args()
    most = QUICK_DOCS if asked.quick else MOST_DOCS
    sets = [some(each, most) for each in sets_given(None)]
    if not sets:
        report.skip("duplicates", retrieval.NO_SETS, as_json=asked.json)
        return
    with retrieval.filled("sqlite", sets) as ours:
        report.note("looking for duplicates")
        texts, began = sum(len(each.docs) for each in sets), process_time()
        find_duplicates(texts)
        spent = process_time() - began
        found = [judged(each, ours[each.name]) for each in sets]
    say(found)
    print(f"\n{texts:,} texts swept in {spent:.1f} s of CPU")
    facts = [one._asdict() for one in found]
    report.finish(
        "duplicates", as_json=asked.json, sweeps=facts, texts=texts, seconds=spent
    )


def some(data: Labelled, most: int) -> Labelled:
    """At most so many texts of a set, the same each time."""
    docs = sorted(data.docs, key=lambda one: one["id"])
    random.Random(3).shuffle(docs)
    return data._replace(docs=docs[:most])


def judged(data: Labelled, ours: Ours) -> Swept:
    titles = {one["id"]: one["title"] for one in data.docs}
    kinds = kinds_of(data)
    pairs = [
        (ours.names[one.first], ours.names[one.second])
        for one in pairs_in(ours.project_id)
    ]
    right = {
        (one, other)
        for one, other in pairs
        if kinds.get(one, one) == kinds.get(other, other)
    }
    alike = sum(
        number * (number - 1) // 2
        for number in Counter(kinds[key] for key in titles if key in kinds).values()
    )
    same = {(one, other) for one, other in pairs if titles[one] == titles[other]}
    share = 100 / max(1, len(pairs))
    return Swept(
        data.name,
        docs=len(titles),
        pairs=len(pairs),
        precision=share * len(right),
        recall=100 * len(right) / max(1, alike),
        same_title=len(same),
        or_same=share * len(right | same),
    )


def kinds_of(data: Labelled) -> dict[str, str]:
    """Which texts are labelled as the same: each by the name of one of them."""
    kinds: dict[str, str] = {}
    for query in data.queries:
        every = query.relevant | query.excluded
        known = {kinds[key] for key in every if key in kinds}
        first = min(known | every)
        kinds |= {key: first for key, kind in kinds.items() if kind in known}
        kinds |= dict.fromkeys(every, first)
    return kinds


def say(found: Sequence[Swept]) -> None:
    print("\nLikely duplicates, points of 100\n")
    report.table(
        ("set", "texts", "pairs", "precision", "recall", "same title", "or same"),
        [(*one[:3], *(f"{share:.0f}" for share in one[3:])) for one in found],
    )


if __name__ == "__main__":
    main()
