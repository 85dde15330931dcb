"""What a text says of a term for its length: BM25 (Robertson and Zaragoza 2009)."""

from array import array

SATURATION, FAIRNESS = 1.2, 0.75  # k1 and b

Weights = dict[int, float]  # by place in a segment


def add_gains(
    scores: Weights,
    weights: Weights,
    worth: float,
    lengths: "array[int]",
    mean: float,
) -> None:
    """BM25 of one need for thousands of documents: written out, for calls add up."""
    least, slope = SATURATION * (1 - FAIRNESS), SATURATION * FAIRNESS / (mean or 1)
    full = worth * (SATURATION + 1)
    for place in scores:
        weight = weights[place]
        scores[place] += full * weight / (weight + least + slope * lengths[place])


def norm(length: int, mean: float) -> float:
    return SATURATION * (1 - FAIRNESS + FAIRNESS * length / (mean or 1))


def saturated(weight: float, lengths: float) -> float:
    return weight * (SATURATION + 1) / (weight + lengths)
