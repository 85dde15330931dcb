"""Which votes look as if they were one person's, or were called up together. Pure.

People belong together by what they share: a device, the hours their accounts were made
in, the same few ideas, the hour they voted in. What they share is nothing by itself. It
is told where more of them vote for an idea than its popularity explains
(`chance.py`). The groups are those of SynchroTrap (Cao, Yang, Yu, Palow: "Uncovering
Large Groups of Active Malicious Accounts in Online Social Networks", CCS 2014).
"""

from cocreate.moderation.rings.casts import Cast, Sign
from cocreate.moderation.rings.finding import Suspect, Suspicion, suspicions
from cocreate.moderation.rings.telling import told_in_figures

__all__ = ["Cast", "Sign", "Suspect", "Suspicion", "suspicions", "told_in_figures"]
