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
        before = self.spent()
        act()
        return self.spent() - before

    def spent(self) -> float:
        others = sum(scheduled(root) for root in self.roots)
        return 1_000 * time.process_time() + others


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
