"""Put the figures of comments right."""

from cocreate.discussion.queries import miscounted_entries, miscounted_ideas
from cocreate.ideas.actions import move_comments as move_comments_of_idea
from cocreate.journal.actions import move_comments as move_comments_of_entry


def mend_figures() -> int:
    """Make every figure equal to the comments that are shown; say how many were not."""
    ideas, entries = miscounted_ideas(), miscounted_entries()
    for idea_id, by in ideas.items():
        move_comments_of_idea(idea_id, by)
    for entry_id, by in entries.items():
        move_comments_of_entry(entry_id, by)
    return len(ideas) + len(entries)
