"""Learn from verdicts: logistic regression over what texts say.

Each sign is worth what it is rare (Spärck Jones, 1972); the words of a text have length
one together, and its runs of letters too. The weights are those that explain the
verdicts best while they stay small (L2). Spam and what was kept weigh the same however
many there are of each. The search for them is a Newton method whose steps are found by
conjugate gradients (Lin, Weng and Keerthi, JMLR 2008): convex, so that the same
verdicts give the same model.

scikit-learn does the same with scipy beside it: 110 MB more to install, for the
hundred lines here. numpy is there already, and is loaded only where something learns.
"""

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cocreate.moderation.spam.judging import Model
from cocreate.moderation.spam.reading import BUCKETS, HALF, signs_of
from cocreate.moderation.spam.threshold import threshold_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]

STRENGTH = 10.0  # how much verdicts count beside small weights
LEAST_TEXTS = 2  # that say something before it is learned
FOLDS = 5
STEPS, TRIES, CLOSE = 30, 60, 1e-3
SEED = 7


class Read(NamedTuple):
    """Texts as a sparse matrix: which text says what, in rows one after another."""

    text: "Places"
    bucket: "Places"
    texts: int

    def some(self, chosen: "Places") -> "Read":
        """These texts alone, numbered anew."""
        number = np.full(self.texts, -1, dtype=np.intp)
        number[chosen] = np.arange(len(chosen))
        here = number[self.text] >= 0
        return Read(number[self.text[here]], self.bucket[here], len(chosen))


class Learned(NamedTuple):
    worth: "Numbers"
    weight: "Numbers"
    offset: float

    def scores(self, read: Read) -> "Numbers":
        shares = values_of(read, self.worth) * self.weight[read.bucket]
        return summed(read.text, shares, read.texts) + self.offset


def learn(texts: Sequence[str], is_spam: Sequence[bool]) -> Model:
    """A model of these verdicts, and the score from which it may act."""
    read, spam = read_all(texts), np.array(is_spam, dtype=bool)
    learned = fit(read, spam)
    scores = held_back(read, spam)
    threshold = threshold_of(scores[~spam].tolist())
    return Model(
        array("f", learned.worth.tolist()),
        array("f", learned.weight.tolist()),
        learned.offset,
        threshold,
        caught=float(np.mean(scores[spam] > threshold)),
        wrong=float(np.mean(scores[~spam] > threshold)),
    )


def read_all(texts: Sequence[str]) -> Read:
    rows = [sorted({sign.bucket for sign in signs_of(text)}) for text in texts]
    lengths = [len(row) for row in rows]
    said = np.fromiter((at for row in rows for at in row), dtype=np.intp)
    return Read(np.repeat(np.arange(len(rows)), lengths), said, len(rows))


def held_back(read: Read, spam: "NDArray[np.bool_]") -> "Numbers":
    """The score of every text by a model that never saw it (cross-validation)."""
    scores = np.zeros(read.texts)
    for part in parts(spam):
        rest = np.setdiff1d(np.arange(read.texts), part)
        scores[part] = fit(read.some(rest), spam[rest]).scores(read.some(part))
    return scores


def parts(spam: "NDArray[np.bool_]") -> "list[Places]":
    """The texts in parts that hold spam and what was kept alike, drawn by chance."""
    chance = np.random.default_rng(SEED)
    number = np.zeros(len(spam), dtype=np.intp)
    for kind in (True, False):
        of_kind = chance.permutation(np.flatnonzero(spam == kind))
        number[of_kind] = np.arange(len(of_kind)) % FOLDS
    return [np.flatnonzero(number == part) for part in range(FOLDS)]


def fit(read: Read, spam: "NDArray[np.bool_]") -> Learned:
    worth = worth_of(read)
    problem = Problem(read, spam, worth)
    solved = problem.solved()
    weight = np.zeros(BUCKETS)
    weight[problem.buckets] = solved[:-1]
    return Learned(worth, weight, float(solved[-1]))


def worth_of(read: Read) -> "Numbers":
    said = np.bincount(read.bucket, minlength=BUCKETS)
    worth: Numbers = np.log((read.texts + 1) / (said + 1)) + 1
    return np.where(said >= LEAST_TEXTS, worth, 0.0)


def values_of(read: Read, worth: "Numbers") -> "Numbers":
    """What each sign is worth in its text: words have length one, and runs too."""
    value: Numbers = worth[read.bucket]
    key = 2 * read.text + read.bucket // HALF
    squares = summed(key, value**2, 2 * read.texts)
    length = np.sqrt(np.where(squares > 0, 2 * squares, 1.0))
    values: Numbers = value / length[key]
    return values


def summed(places: "Places", values: "Numbers", many: int) -> "Numbers":
    """The sum of the values at each place."""
    sums: Numbers = np.bincount(places, values, minlength=many).astype(np.float64)
    return sums


class Problem:
    """The loss of weights on verdicts, its slope and its curve; solved by steps.

    Only what is said here has a place among the weights; the offset is the last.
    """

    def __init__(self, read: Read, spam: "NDArray[np.bool_]", worth: "Numbers") -> None:
        told = worth[read.bucket] > 0
        self.text, self.value = read.text[told], values_of(read, worth)[told]
        self.buckets, self.place = np.unique(read.bucket[told], return_inverse=True)
        self.texts, self.side = read.texts, np.where(spam, 1.0, -1.0)
        every = {kind: max(1, int(np.sum(spam == kind))) for kind in (True, False)}
        half = STRENGTH * read.texts / 2
        self.counts = np.where(spam, half / every[True], half / every[False])

    def solved(self) -> "Numbers":
        weights = np.zeros(len(self.buckets) + 1)
        for _ in range(STEPS):
            slope, curve = self.around(weights)
            if np.linalg.norm(slope) < CLOSE * STRENGTH:
                break
            weights = self.stepped(weights, slope, self.direction(slope, curve))
        return weights

    def around(self, weights: "Numbers") -> "tuple[Numbers, Numbers]":
        """The slope of the loss there, and how it bends for every text."""
        doubt = 1 / (1 + np.exp(np.clip(self.side * self.said(weights), -30, 30)))
        slope = self.back(-self.counts * self.side * doubt)
        slope[:-1] += weights[:-1]
        return slope, self.counts * doubt * (1 - doubt)

    def said(self, weights: "Numbers") -> "Numbers":
        shares = self.value * weights[self.place]
        return summed(self.text, shares, self.texts) + float(weights[-1])

    def back(self, by_text: "Numbers") -> "Numbers":
        shares = self.value * by_text[self.text]
        by_place = summed(self.place, shares, len(self.buckets))
        return np.append(by_place, by_text.sum())

    def direction(self, slope: "Numbers", curve: "Numbers") -> "Numbers":
        """Where to go from here, by conjugate gradients."""
        way: Numbers = np.zeros(len(slope))
        left: Numbers = -slope
        ahead, size = left.copy(), float(left @ left)
        enough = size * CLOSE * CLOSE
        for _ in range(TRIES):
            bent = self.back(curve * self.said(ahead))
            bent[:-1] += ahead[:-1]
            stride = size / float(ahead @ bent)
            way, left = way + stride * ahead, left - stride * bent
            before, size = size, float(left @ left)
            if size < enough:
                break
            ahead = left + size / before * ahead
        return way

    def stepped(
        self, weights: "Numbers", slope: "Numbers", way: "Numbers"
    ) -> "Numbers":
        """As far that way as the loss grows less."""
        begun, falls, stride = self.loss(weights), float(slope @ way), 1.0
        while stride > CLOSE:
            there = weights + stride * way
            if self.loss(there) <= begun + 1e-4 * stride * falls:
                return there
            stride /= 2
        return weights

    def loss(self, weights: "Numbers") -> float:
        wrong = np.logaddexp(0, -self.side * self.said(weights))
        return float(self.counts @ wrong + weights[:-1] @ weights[:-1] / 2)
