"""Questions about the journal. Every one asks who wants to know."""

from cocreate.journal.queries.lists import (
    EntryCard,
    FeedItem,
    drafts,
    due_to_announce,
    feed_items,
    find_twin,
    latest,
    listed,
    titles,
)
from cocreate.journal.queries.pictures import FoundPicture, find_picture, get_picture
from cocreate.journal.queries.prompts import (
    OpenPrompt,
    find_prompt,
    get_prompt,
    open_prompts,
    open_prompts_in,
    prompts_of,
    visible_prompts,
)
from cocreate.journal.queries.scope import get_entry, is_visible_to, visible_to

__all__ = [
    "EntryCard",
    "FeedItem",
    "FoundPicture",
    "OpenPrompt",
    "drafts",
    "due_to_announce",
    "feed_items",
    "find_picture",
    "find_prompt",
    "find_twin",
    "get_entry",
    "get_picture",
    "get_prompt",
    "is_visible_to",
    "latest",
    "listed",
    "open_prompts",
    "open_prompts_in",
    "prompts_of",
    "titles",
    "visible_prompts",
    "visible_to",
]
