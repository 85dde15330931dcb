"""The audit log: whether each entry follows the one before. Nothing can mend it."""

from cocreate.cli.doctor.check import Check, Trouble
from cocreate.kernel import audit

MOST_TOLD = 5


def look_at_chain() -> list[Trouble]:
    broken = audit.find_troubles()
    told = [Trouble(1, one.why) for one in broken[:MOST_TOLD]]
    if len(broken) > MOST_TOLD:
        told.append(Trouble(len(broken) - MOST_TOLD, "more places do not hold"))
    return told


CHECKS = [Check("audit log: chain", look_at_chain)]
