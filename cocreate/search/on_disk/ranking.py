"""Which documents fit what was asked, best first, for a bounded amount of work.

The newest matches are ranked, so many of them; what lies behind is not looked at. A
term counts by how rare it is and by how much a text says of it for its length (BM25,
Robertson and Zaragoza 2009), the words of a title three times.
"""

import math
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from operator import itemgetter

from cocreate.search.needs import Need, Question, Within
from cocreate.search.on_disk.bm25 import Weights, add_gains, norm, saturated
from cocreate.search.on_disk.postings import Postings
from cocreate.search.on_disk.snapshots import Segment, Snapshot
from cocreate.search.shape import KINDS, phrase_of
from cocreate.search.subject import Subject

MOST_RANKED = 2_000
MOST_WORK = 150_000  # postings that one search may read
WINDOW = 4_096  # documents looked at together, or more where the terms are rare
FEW = 1_000
NARROW = 20_000  # documents inside a limit, up to which they are looked up first
ENOUGH = 500  # candidates, after which common words only add to what is known
PROBE = 40  # reading a posting by bisection costs as much as reading so many in a row
READING = 20  # reading what a document says, beside reading a posting
COMMENT, ASIDE = KINDS.index(Subject.COMMENT), 0.7  # a comment speaks of another thing

Match = tuple[float, int, int]  # by score, age of segment, and place


@dataclass
class Ranked:
    """What was found; `is_cut` when older matches were left aside."""

    matches: list[Match] = field(default_factory=list)
    is_cut: bool = False
    work: int = 0

    @property
    def is_full(self) -> bool:
        full = len(self.matches) >= MOST_RANKED or self.work >= MOST_WORK
        self.is_cut = self.is_cut or full
        return full


@dataclass(frozen=True)
class Listed:
    """The postings of a need in one segment."""

    need: Need
    parts: Sequence[tuple[Postings, float]]

    def __len__(self) -> int:
        return sum(len(postings) for postings, _ in self.parts)


def holding_all(snapshot: Snapshot, question: Question) -> Ranked:
    """Documents that meet every need; the newest of them, best first."""
    ranked, needs, within = Ranked(), question.needs, question.within
    rarity = {need: rarity_of(snapshot, need) for need in needs}
    for segment in snapshot.segments:
        lists = sorted((listed(segment, need) for need in needs), key=len)
        if lists and len(lists[0]):
            meet(ranked, segment, lists, rarity, within, snapshot.mean_length)
        if ranked.is_full:
            break
    ranked.matches.sort(key=itemgetter(0))  # of equals the newest first, as they are
    return ranked


def rarity_of(snapshot: Snapshot, need: Need) -> float:
    counts = (
        snapshot.spread(one.field, one.text) for one in need.terms if one.worth == 1
    )
    found = max(counts)
    return math.log(1 + (snapshot.documents - found + 0.5) / (found + 0.5))


def listed(segment: Segment, need: Need) -> Listed:
    found = ((segment.postings(one.field, one.text), one.worth) for one in need.terms)
    return Listed(need, [(some, worth) for some, worth in found if some is not None])


def meet(
    ranked: Ranked,
    segment: Segment,
    lists: Sequence[Listed],
    rarity: dict[Need, float],
    within: Within,
    mean: float,
) -> None:
    """Go through a segment window by window, until enough was found."""
    width = max(WINDOW, segment.size * FEW // len(lists[0]))
    kinds, age = segment.facts.kinds, -segment.offset
    for start in range(0, segment.size, width):
        span = (start, start + width)
        places, known = window(ranked, segment, lists, span, within)
        scores = dict.fromkeys(places, 0.0)
        for need, weights in known:
            add_gains(scores, weights, rarity[need], segment.facts.lengths, mean)
        ranked.matches += [
            (-score * ASIDE if kinds[place] == COMMENT else -score, age, place)
            for place, score in scores.items()
        ]
        if ranked.is_full:
            return


def window(
    ranked: Ranked,
    segment: Segment,
    lists: Sequence[Listed],
    span: tuple[int, int],
    within: Within,
) -> tuple[Sequence[int], list[tuple[Need, Weights]]]:
    kept: AbstractSet[int] | None = None
    known: list[tuple[Need, Weights]] = []
    for one in lists:
        weights = weights_in(ranked, one, span, kept)
        if not weights:
            return (), known
        kept = weights.keys()
        if not one.need.is_limit:
            known.append((one.need, weights))
    return fitting(ranked, segment, sorted(kept or ()), within), known


def weights_in(
    ranked: Ranked, one: Listed, span: tuple[int, int], kept: AbstractSet[int] | None
) -> Weights:
    """How much the documents of a window say of a need: of those kept, or of all."""
    found: Weights = {}
    for postings, worth in one.parts:
        begin = bisect_left(postings.ids, span[0])
        end = bisect_left(postings.ids, span[1], begin)
        if kept is not None and end - begin > PROBE * len(kept):
            ranked.work += PROBE * len(kept)
            some: Weights = dict(probed(postings, kept, begin, end))
        else:
            ranked.work += end - begin
            some = read_in_a_row(postings, kept, begin, end)
        if worth == 1.0 and not found:
            found = some
        else:
            for place, weight in some.items():
                found[place] = max(found.get(place, 0.0), weight * worth)
    return found


def read_in_a_row(
    postings: Postings, kept: AbstractSet[int] | None, begin: int, end: int
) -> Weights:
    said = zip(postings.ids[begin:end], postings.weights[begin:end], strict=True)
    every: Weights = dict(said)
    if kept is None:
        return every
    return {place: every[place] for place in every.keys() & kept}


def probed(
    postings: Postings, kept: Iterable[int], begin: int, end: int
) -> Iterable[tuple[int, float]]:
    ids: array[int] = postings.ids
    for place in kept:
        at = bisect_left(ids, place, begin, end)
        if at < end and ids[at] == place:
            yield place, postings.weights[at]


def allowed(segment: Segment, places: Sequence[int], within: Within) -> Sequence[int]:
    """Those that are not gone, in the projects and the time to look in."""
    if segment.gone:
        places = [place for place in places if place not in segment.gone]
    if within.projects is not None:
        projects, wanted = segment.facts.projects, within.projects
        places = [place for place in places if projects[place] in wanted]
    if within.after is None and within.before is None:
        return places
    days, after, before = segment.facts.days, within.after or 0, within.before
    return [
        place
        for place in places
        if after <= days[place] and (before is None or days[place] < before)
    ]


def fitting(
    ranked: Ranked, segment: Segment, places: Sequence[int], within: Within
) -> Sequence[int]:
    """Those that are allowed, say the phrases, and nothing to be without."""
    places = allowed(segment, places, within)
    for term in within.without:
        postings = segment.postings(term.field, term.text)
        if postings is not None and places:
            span = (places[0], places[-1] + 1)
            unwanted = Listed(Need((term,)), [(postings, 1.0)])
            held = weights_in(ranked, unwanted, span, {*places})
            places = [place for place in places if place not in held]
    if not (within.phrases or within.without_phrases):
        return places
    return in_order(ranked, segment, places, within)


def in_order(
    ranked: Ranked, segment: Segment, places: Sequence[int], within: Within
) -> Sequence[int]:
    """Those that say words one after another; read until a search has cost enough."""
    wanted = [phrase_of(words).encode() for words in within.phrases]
    unwanted = [phrase_of(words).encode() for words in within.without_phrases]
    some = places[: max(0, MOST_WORK - ranked.work) // READING]
    ranked.work += READING * len(some)
    return [
        place
        for place, said in segment.said(some)
        if all(phrase in said for phrase in wanted)
        and not any(phrase in said for phrase in unwanted)
    ]


def holding_some(snapshot: Snapshot, question: Question) -> Ranked:
    """Documents that meet a need or more; rare needs are looked up first."""
    ranked, within = Ranked(), question.within
    asked, limits = question.words, question.limits
    rarity = {need: rarity_of(snapshot, need) for need in asked}
    for segment in snapshot.segments:
        lists = sorted((listed(segment, need) for need in asked), key=len)
        narrow = [listed(segment, need) for need in limits]
        inside = all_inside(ranked, segment, narrow)
        scores = gather(
            ranked, segment, (lists, inside, within), rarity, snapshot.mean_length
        )
        if narrow and inside is None:
            scores = only_inside(ranked, narrow, scores)
        for place in fitting(ranked, segment, sorted(scores), within):
            ranked.matches.append((-scores[place], -segment.offset, place))
        if ranked.is_full:
            break
    ranked.matches.sort(key=itemgetter(0))  # of equals the newest first, as they are
    return ranked


def all_inside(
    ranked: Ranked, segment: Segment, limits: Sequence[Listed]
) -> AbstractSet[int] | None:
    """All documents within the limits, where these are narrow; else None."""
    narrow = [limit for limit in limits if len(limit) <= NARROW]
    if not narrow:
        return None
    kept: AbstractSet[int] | None = None
    for limit in sorted(limits, key=len):
        kept = weights_in(ranked, limit, (0, segment.size), kept).keys()
    return kept


def only_inside(ranked: Ranked, limits: Sequence[Listed], scores: Weights) -> Weights:
    for limit in limits:
        whole = (0, max(scores, default=0) + 1)
        inside = weights_in(ranked, limit, whole, scores.keys())
        scores = {place: scores[place] for place in inside}
    return scores


def gather(
    ranked: Ranked,
    segment: Segment,
    sought: tuple[Sequence[Listed], AbstractSet[int] | None, Within],
    rarity: dict[Need, float],
    mean: float,
) -> Weights:
    lists, inside, within = sought
    scores: Weights = {}
    whole = (0, segment.size)
    lengths, kinds = segment.facts.lengths, segment.facts.kinds
    for one in lists:
        known = scores.keys() if len(scores) >= ENOUGH else inside
        worth = rarity[one.need]
        is_short = known is not None or len(one) <= MOST_RANKED
        reach = whole if is_short else newest_of(segment, one, within)
        for place, weight in weights_in(ranked, one, reach, known).items():
            gain = worth * saturated(weight, norm(lengths[place], mean))
            if kinds[place] == COMMENT:
                gain *= ASIDE
            scores[place] = scores.get(place, 0.0) + gain
    return scores


def newest_of(segment: Segment, one: Listed, within: Within) -> tuple[int, int]:
    """The part of a segment with the newest documents of a common term to rank."""
    last = 0
    for postings, _ in one.parts:
        places = allowed(segment, postings.ids[:NARROW], within)[:MOST_RANKED]
        last = max(last, *places[-1:], 0)
    return (0, last + 1)
