"""What is done about notices: tell, take back, read, choose, write the letters."""

from cocreate.notices.actions.bring import PastNotice, bring_notices
from cocreate.notices.actions.choose import (
    Rhythms,
    keep_rhythm,
    mend_mail,
    renew_feed_token,
    stop_mail,
    wake,
    wish_all,
)
from cocreate.notices.actions.follow import (
    edit_search,
    follow_person,
    follow_search,
    follow_tag,
    forget_reader,
    unfollow,
    unfollow_person,
    unfollow_search,
    unfollow_tag,
)
from cocreate.notices.actions.letters import write_letter_to
from cocreate.notices.actions.push import (
    forget_browser,
    hide_in_browser,
    show_in_browser,
    show_to,
)
from cocreate.notices.actions.read import read_all, read_notice
from cocreate.notices.actions.tell import (
    News,
    forget,
    forget_old_notices,
    retract,
    tell,
    tell_the_rest,
)

__all__ = [
    "News",
    "PastNotice",
    "Rhythms",
    "bring_notices",
    "edit_search",
    "follow_person",
    "follow_search",
    "follow_tag",
    "forget",
    "forget_browser",
    "forget_old_notices",
    "forget_reader",
    "hide_in_browser",
    "keep_rhythm",
    "mend_mail",
    "read_all",
    "read_notice",
    "renew_feed_token",
    "retract",
    "show_in_browser",
    "show_to",
    "stop_mail",
    "tell",
    "tell_the_rest",
    "unfollow",
    "unfollow_person",
    "unfollow_search",
    "unfollow_tag",
    "wake",
    "wish_all",
    "write_letter_to",
]
