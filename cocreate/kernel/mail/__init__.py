"""Mail: letters are rows, the worker sends them, and what a server said is kept."""

from cocreate.kernel.mail.letters import (
    Letter,
    State,
    count_late,
    find_letter,
    forget_letters_to,
    leaves,
    newest_letters,
    post,
    rendered,
    retry_now,
    send_again,
    tear_up,
    tear_up_pushes,
    write,
)
from cocreate.kernel.mail.log import forget_old_letters, logged
from cocreate.kernel.mail.returned import (
    AddressReturned,
    BrowserGone,
    ReturnedAddress,
    find_returned,
    mark_returned,
    mend,
    returned_among,
    take_bounce,
)
from cocreate.kernel.mail.sending import send_due, try_out

__all__ = [
    "AddressReturned",
    "BrowserGone",
    "Letter",
    "ReturnedAddress",
    "State",
    "count_late",
    "find_letter",
    "find_returned",
    "forget_letters_to",
    "forget_old_letters",
    "leaves",
    "logged",
    "mark_returned",
    "mend",
    "newest_letters",
    "post",
    "rendered",
    "retry_now",
    "returned_among",
    "send_again",
    "send_due",
    "take_bounce",
    "tear_up",
    "tear_up_pushes",
    "try_out",
    "write",
]
