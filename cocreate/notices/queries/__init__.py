"""Questions about notices: what people were told, and how they want to be told."""

from cocreate.notices.queries.followings import (
    followers_of,
    followings_of,
    is_following_person,
    is_following_search,
    is_following_tag,
    saved_form,
    searchers_for,
)
from cocreate.notices.queries.inbox import (
    NoticeLine,
    due_people,
    get_notice,
    inbox,
    lines_among,
    own_letters,
    own_returned,
    stands,
)
from cocreate.notices.queries.wishes import (
    hours_of,
    read_unsubscribe,
    read_wake,
    rhythm_of,
    rhythms_of,
    unsubscribe_token,
    wake_token,
    wishes_for,
    wishes_of,
)

__all__ = [
    "NoticeLine",
    "due_people",
    "followers_of",
    "followings_of",
    "get_notice",
    "hours_of",
    "inbox",
    "is_following_person",
    "is_following_search",
    "is_following_tag",
    "lines_among",
    "own_letters",
    "own_returned",
    "read_unsubscribe",
    "read_wake",
    "rhythm_of",
    "rhythms_of",
    "saved_form",
    "searchers_for",
    "stands",
    "unsubscribe_token",
    "wake_token",
    "wishes_for",
    "wishes_of",
]
