"""Pages and buttons of votes."""

from cocreate.votes.views import behind, hearing, opinion, voting
from cocreate.votes.views.blueprint import bp

__all__ = ["behind", "bp", "hearing", "opinion", "voting"]
