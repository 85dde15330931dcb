"""CPU time to the microsecond, of this process and of those that work for it."""

import time
from collections.abc import Callable, Sequence
from statistics import quantiles

from bench.kit.load import cpu_ms, read, tree


class Meter:
    """What it costs to do something: here, and in the trees of other processes."""

    def __init__(self, roots: Sequence[int] = ()) -> None:
        self.roots = roots

    def cost(self, act: Callable[[], object]) -> float:
        """CPU milliseconds of one call."""
        others, begun = self.others(), time.process_time()
        act()
        ours = time.process_time() - begun  # before the others are looked at, again
        return 1_000 * ours + self.others() - others

    def spent(self) -> float:
        return 1_000 * time.process_time() + self.others()

    def others(self) -> float:
        return sum(scheduled(root) for root in self.roots)


def scheduled(root: int) -> float:
    """CPU milliseconds of a tree; in ticks where the kernel keeps nothing finer."""
    told = [read(f"/proc/{process}/schedstat").split() for process in tree(root)]
    if not any(told):
        return cpu_ms([root])
    return sum(int(one[0]) for one in told if one) / 1_000_000


def spread(costs: Sequence[float]) -> tuple[float, float, float]:
    """The median, what one in twenty costs more than, the most."""
    marks = quantiles(costs, n=20, method="inclusive")
    return marks[9], marks[18], max(costs)
