"""The audit log: every privileged act, in the transaction that did it, hash-chained.

Each entry is hashed together with the hash of the entry before it (linked timestamping,
Haber & Stornetta 1991), so that none can be changed, removed or slipped in without all
that follow being made anew; the head that is signed with an export keeps its end.
What is hashed holds ids, closed words and moments, and nothing that names a person.
"""

from cocreate.kernel.audit.acts import (
    OPERATOR,
    asked_by,
    asked_by_nobody,
    asked_by_operator,
    facts_of,
    logged,
    note_act,
    note_event,
    set_up,
    unlogged,
)
from cocreate.kernel.audit.chain import Broken, Link, broken_links, genesis
from cocreate.kernel.audit.entries import AuditEntry, AuditHead
from cocreate.kernel.audit.exporting import Checked, check_export, exported_lines
from cocreate.kernel.audit.reading import (
    Chosen,
    Line,
    acts_there_are,
    entries_of,
    find_troubles,
    head,
    last_done,
)

__all__ = [
    "OPERATOR",
    "AuditEntry",
    "AuditHead",
    "Broken",
    "Checked",
    "Chosen",
    "Line",
    "Link",
    "acts_there_are",
    "asked_by",
    "asked_by_nobody",
    "asked_by_operator",
    "broken_links",
    "check_export",
    "entries_of",
    "exported_lines",
    "facts_of",
    "find_troubles",
    "genesis",
    "head",
    "last_done",
    "logged",
    "note_act",
    "note_event",
    "set_up",
    "unlogged",
]
