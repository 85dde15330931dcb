"""How the team ends a programme."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOutDraft:
    """What was learnt, and the thanks: the figures are counted beside them."""

    summary: str
    thanks: str
