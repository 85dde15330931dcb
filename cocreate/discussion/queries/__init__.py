"""Questions about discussion. Every one starts from what the actor may see."""

from cocreate.discussion.queries.follows import (
    count_gained,
    count_raised,
    followers_of_idea,
    followers_of_project,
    is_following,
    is_following_project,
)
from cocreate.discussion.queries.scope import (
    Excerpt,
    WhereSaid,
    comments_by,
    earlier_texts,
    get_comment,
    is_visible_to,
    readable_ids,
    visible_to,
    where_said,
)
from cocreate.discussion.queries.thread import (
    Thread,
    Turn,
    around,
    place_of,
    thread_of_entry,
    thread_of_idea,
)

__all__ = [
    "Excerpt",
    "Thread",
    "Turn",
    "WhereSaid",
    "around",
    "comments_by",
    "count_gained",
    "count_raised",
    "earlier_texts",
    "followers_of_idea",
    "followers_of_project",
    "get_comment",
    "is_following",
    "is_following_project",
    "is_visible_to",
    "place_of",
    "readable_ids",
    "thread_of_entry",
    "thread_of_idea",
    "visible_to",
    "where_said",
]
