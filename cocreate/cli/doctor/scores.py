"""The scores of ideas, beside what they are made of."""

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.surfacing.actions import find_score_drift, mend_scores


def look_at_scores() -> list[Trouble]:
    drift = find_score_drift()
    found = (
        (drift.missing, "ideas have no score"),
        (drift.stale, "scores are of ideas that are not listed"),
        (drift.changed, "scores say something else than what they are made of"),
    )
    return [Trouble(len(ideas), words) for ideas, words in found if ideas]


def mend() -> str:
    return f"counted {counted(mend_scores(), 'score')} anew"


CHECKS = [Check("idea: scores", look_at_scores, mend)]
