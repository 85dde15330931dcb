"""Groups of opinion as a map on which nobody can be found, and what they stand for.

People of a group who lie close together are one dot; fewer than three are none.
"""

import numpy as np

from cocreate.surfacing.clusters import Numbers
from cocreate.surfacing.common_ground import counts_of, shared, stands
from cocreate.surfacing.opinion import Groups, Table
from cocreate.surfacing.telling_groups import HEIGHT, WIDTH, Dot, Group, Told

LEAST_DRAWN = 3  # people of one dot
MARGIN = 40
USUAL_SHARE = (2, 98)  # per cent of the people that the map is drawn for
FINEST, COARSEST = 24, 4  # dots from side to side


def told_of(table: Table, groups: Groups) -> Told:
    counts = counts_of(table, groups)
    spots = drawn(np.vstack([groups.places, groups.centres]), len(groups.places))
    people, centres = spots[: len(groups.places)], spots[len(groups.places) :]
    sizes = np.bincount(groups.members, minlength=len(groups.centres))
    told = zip(sizes, centres, stands(counts, table.ideas), strict=True)
    return Told(
        sure=groups.sure,
        groups=[Group(int(size), int(x), int(y), some) for size, (x, y), some in told],
        shared=shared(counts, table.ideas),
        dots=dots_of(people, groups),
    )


def drawn(places: Numbers, people: int) -> Numbers:
    """Places in the map's units; the few who lie far out are drawn at its edge."""
    low, high = np.percentile(places[:people], USUAL_SHARE, axis=0)
    room = np.array([WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN])
    inside = (np.clip(places, low, high) - low) / np.maximum(high - low, 1e-9)
    spots: Numbers = inside * room + MARGIN
    return spots


def dots_of(people: Numbers, groups: Groups) -> list[Dot]:
    """One dot for the people of a group who lie close together."""
    side = int(np.clip(np.sqrt(len(people)), COARSEST, FINEST))
    step = WIDTH / side
    cells = np.floor(people / step).astype(int)
    keys = np.column_stack([groups.members, cells])
    found, place = np.unique(keys, axis=0, return_inverse=True)
    place = place.reshape(-1)
    dots = []
    for number, (group, *_) in enumerate(found):
        here = people[place == number]
        if len(here) >= LEAST_DRAWN:
            x, y = here.mean(axis=0)
            dots.append(Dot(int(x), int(y), len(here), int(group)))
    return dots
