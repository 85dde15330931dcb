"""Mail that came back: told where it can still be read."""

from cocreate.kernel.mail import AddressReturned, BrowserGone, find_returned
from cocreate.kernel.push import address_of
from cocreate.notices.actions import News, forget_browser, tell
from cocreate.notices.kind import Kind
from cocreate.people.queries import find_by_email


def address_returned(event: AddressReturned) -> None:
    person = find_by_email(event.address)
    marked = find_returned(event.address)
    if person is None or marked is None:
        return
    news = News(
        kind=Kind.RETURNED,
        about=f"mail:{person.id}",
        path="/notices/settings",
        words=event.address,
        detail=marked.answer,
    )
    tell([person.id], news)


def browser_gone(event: BrowserGone) -> None:
    forget_browser(address_of(event.push_to).endpoint)
