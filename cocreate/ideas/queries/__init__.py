"""Questions about ideas. Every one asks who wants to know."""

from cocreate.ideas.queries.drafts import (
    DraftLine,
    drafts_of,
    find_awaited,
    find_draft,
    get_draft,
    newest_draft,
    shared_as,
    words_of,
)
from cocreate.ideas.queries.feed import newest, newest_among, unanswered
from cocreate.ideas.queries.history import (
    edits_of,
    find_response,
    reasons_declined,
    status_history,
)
from cocreate.ideas.queries.intake import (
    Asked,
    AskedField,
    Said,
    answers_of,
    asked_of,
    get_field,
)
from cocreate.ideas.queries.lines import (
    IdeaLine,
    lines,
    lines_by,
    lines_of,
    listed_among,
    top_lines,
)
from cocreate.ideas.queries.merges import (
    IDEA_KEY,
    Families,
    families,
    families_of,
    family_of,
    heads_of,
    lock_way_up,
    parts_of,
)
from cocreate.ideas.queries.page import Answer, IdeaPage, get_page
from cocreate.ideas.queries.promise import Waiting, answering, waiting_in
from cocreate.ideas.queries.scope import (
    IdeaTitle,
    authorship,
    find_idea,
    get_idea,
    is_visible_to,
    titles,
    visible_to,
)
from cocreate.ideas.queries.splits import Splits, find_split, splits_of
from cocreate.ideas.queries.tags import (
    find_tag,
    get_tag,
    status_counts,
    tag_ids_of,
    top_tags,
)
from cocreate.ideas.queries.texts import IS_SHOWN, IdeaText, all_texts, texts_held
from cocreate.ideas.queries.voices import faces_by_project, faces_by_prompt
from cocreate.ideas.queries.wanted import Sort, Wanted

__all__ = [
    "IDEA_KEY",
    "IS_SHOWN",
    "Answer",
    "Asked",
    "AskedField",
    "DraftLine",
    "Families",
    "IdeaLine",
    "IdeaPage",
    "IdeaText",
    "IdeaTitle",
    "Said",
    "Sort",
    "Splits",
    "Waiting",
    "Wanted",
    "all_texts",
    "answering",
    "answers_of",
    "asked_of",
    "authorship",
    "drafts_of",
    "edits_of",
    "faces_by_project",
    "faces_by_prompt",
    "families",
    "families_of",
    "family_of",
    "find_awaited",
    "find_draft",
    "find_idea",
    "find_response",
    "find_split",
    "find_tag",
    "get_draft",
    "get_field",
    "get_idea",
    "get_page",
    "get_tag",
    "heads_of",
    "is_visible_to",
    "lines",
    "lines_by",
    "lines_of",
    "listed_among",
    "lock_way_up",
    "newest",
    "newest_among",
    "newest_draft",
    "parts_of",
    "reasons_declined",
    "shared_as",
    "splits_of",
    "status_counts",
    "status_history",
    "tag_ids_of",
    "texts_held",
    "titles",
    "top_lines",
    "top_tags",
    "unanswered",
    "visible_to",
    "waiting_in",
    "words_of",
]
