"""What may be done to the journal. The only writer of its tables."""

from cocreate.journal.actions.bring import bring_entry
from cocreate.journal.actions.entries import (
    announce_due,
    edit_entry,
    move_comments,
    publish_entry,
    withdraw_entry,
    write_entry,
)
from cocreate.journal.actions.pictures import keep_journal_picture
from cocreate.journal.actions.prompts import (
    ask_prompt,
    close_prompt,
    count_answer,
    reopen_prompt,
)

__all__ = [
    "announce_due",
    "ask_prompt",
    "bring_entry",
    "close_prompt",
    "count_answer",
    "edit_entry",
    "keep_journal_picture",
    "move_comments",
    "publish_entry",
    "reopen_prompt",
    "withdraw_entry",
    "write_entry",
]
