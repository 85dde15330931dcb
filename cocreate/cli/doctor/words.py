"""The words that ideas are found similar by, beside what the ideas say."""

from cocreate.cli.doctor.check import Check, Trouble, counted
from cocreate.surfacing.actions import find_drift, learn_anew


def look_at_words() -> list[Trouble]:
    drift = find_drift()
    ideas = drift.missing + drift.stale + drift.changed
    found = []
    if ideas:
        words = "ideas have other words than those they are found similar by"
        found.append(Trouble(ideas, words))
    if drift.miscounted:
        words = "words count other ideas than those that say them"
        found.append(Trouble(drift.miscounted, words))
    return found


def mend_words() -> str:
    return f"learned the words of {counted(learn_anew(), 'idea')} anew"


CHECKS = [Check("idea: words", look_at_words, mend_words)]
