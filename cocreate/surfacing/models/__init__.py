"""Tables of surfacing: projections, made anew at will, and what the team enters."""

from cocreate.surfacing.models.duplicates import DuplicateMember, DuplicatePair
from cocreate.surfacing.models.exposures import Exposure, Usual
from cocreate.surfacing.models.heard import Asking, DeclaredShare, HeardFigures
from cocreate.surfacing.models.opinions import OpinionMap, OpinionMember
from cocreate.surfacing.models.scores import (
    Score,
    Scorecard,
    ScoreMark,
    ScoreRun,
    Weighing,
)
from cocreate.surfacing.models.words import Difference, Posting, Print, Term

__all__ = [
    "Asking",
    "DeclaredShare",
    "Difference",
    "DuplicateMember",
    "DuplicatePair",
    "Exposure",
    "HeardFigures",
    "OpinionMap",
    "OpinionMember",
    "Posting",
    "Print",
    "Score",
    "ScoreMark",
    "ScoreRun",
    "Scorecard",
    "Term",
    "Usual",
    "Weighing",
]
