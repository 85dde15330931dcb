"""What a browser tells of the device it runs on, where a form asks for it."""

from flask import Response, after_this_request, request

from cocreate.beta.systems import HINTS, guess_from
from cocreate.people.session import is_signed_in


def guessed() -> dict[str, str]:
    """The first words of a form that asks for a device; theirs to change."""
    if is_signed_in():
        after_this_request(ask_for_hints)
    guess = guess_from(dict(request.headers))
    return {
        "platform": guess.platform.value if guess.platform else "",
        "device": guess.model,
        "os_version": guess.os_version,
    }


def ask_for_hints(response: Response) -> Response:
    """A browser that keeps its model to itself tells it when it is asked to."""
    response.headers["Accept-CH"] = response.headers["Critical-CH"] = HINTS
    return response
