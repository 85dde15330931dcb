"""What an act costs the processor, however busy the machine is."""

import time
from collections.abc import Callable

TIMES = 3


def least_spent(act: Callable[[], object]) -> float:
    """Seconds that this process was at work, at the best of a few times.

    Whatever else the machine does counts little: it is not waited for, and what it
    makes slower once, by driving us out of the processor's memory, not thrice.
    """
    return min(spent(act) for _ in range(TIMES))


def spent(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began
