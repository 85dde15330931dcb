"""Large files people send: read as they arrive, never held whole.

A form's fields that stand before its file are read first, so that whoever may not
send one is refused before a byte of it is kept.
"""

from collections.abc import Callable, Generator, Iterator
from functools import wraps
from typing import Any, TypeVar

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Event,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

from cocreate.config import current
from cocreate.kernel.bearer import is_token_request
from cocreate.kernel.errors import MalformedError, TooLargeError
from cocreate.kernel.form_tokens import check_form_token

V = TypeVar("V", bound=Callable[..., Any])
PIECE = 256 * 1024
FIELDS_MOST_BYTES = 1_000_000
PARTS_MOST = 500


def streams(setting: str) -> Callable[[V], V]:
    """Give a view its form as it arrives, at most as large as the setting says.

    The view takes the keyword argument `incoming`. It stands outside the usual
    check of CSRF tokens, which would read the whole form, and makes its own.
    """

    def declare(view: V) -> V:
        @wraps(view)
        def receiving(*args: Any, **kwargs: Any) -> Any:
            incoming = receive(getattr(current(), setting))
            refuse_foreign(incoming)
            return view(*args, incoming=incoming, **kwargs)

        receiving.__streams__ = True  # type: ignore[attr-defined]  # functions take attributes
        return receiving  # type: ignore[return-value]  # the view, called with one more

    return declare


def receive(most: int) -> "Incoming":
    request.max_content_length = most + FIELDS_MOST_BYTES
    if (request.content_length or 0) > most + FIELDS_MOST_BYTES:
        raise TooLargeError
    if request.mimetype != "multipart/form-data":
        return Incoming(iter(()), request.form.copy())
    boundary = request.mimetype_params.get("boundary", "").encode("ascii", "replace")
    if not boundary:
        raise MalformedError
    incoming = Incoming(events_of(request.stream, boundary), MultiDict())
    incoming.read_fields()
    return incoming


def refuse_foreign(incoming: "Incoming") -> None:
    """A write needs a token of ours, in the head or before the file."""
    if is_token_request():
        return
    given = incoming.fields.get("csrf_token") or request.headers.get("X-CSRFToken")
    check_form_token(given)


def events_of(stream: Any, boundary: bytes) -> Generator[Event]:
    """What the parser finds, while the bytes arrive."""
    decoder = MultipartDecoder(
        boundary, FIELDS_MOST_BYTES + PIECE, max_parts=PARTS_MOST
    )
    event: Event = NeedData()
    try:
        while not isinstance(event, Epilogue):
            event = decoder.next_event()
            if isinstance(event, NeedData):
                decoder.receive_data(stream.read(PIECE) or None)
            else:
                yield event
    except (ValueError, AttributeError):
        raise MalformedError from None


class Incoming:
    """A form on its way in: its fields so far, and its one file."""

    def __init__(self, events: Iterator[Event], fields: MultiDict[str, str]) -> None:
        self.events = events
        self.fields = fields
        self.file_name = ""
        self.fields_size = 0

    @property
    def has_file(self) -> bool:
        return bool(self.file_name)

    def read_fields(self) -> None:
        """Read on to where a file begins, or to the end."""
        name = ""
        written = b""
        for event in self.events:
            match event:
                case File(filename=file_name) if file_name and not self.file_name:
                    self.file_name = file_name
                    return
                case File():
                    name = ""
                case Field(name=found):
                    name, written = found or "", b""
                case Data(data=data, more_data=more):
                    written = self.gathered(name, written, data, more=more)
                case _:
                    pass

    def gathered(self, name: str, written: bytes, data: bytes, *, more: bool) -> bytes:
        if not name:  # of a second file, which nobody asked for
            return b""
        self.fields_size += len(data)
        if self.fields_size > FIELDS_MOST_BYTES:
            raise TooLargeError
        written += data
        if not more:
            self.fields.add(name, written.decode("utf-8", "replace"))
        return written

    def chunks(self) -> Iterator[bytes]:
        """The file, piece by piece; afterwards the fields behind it are known too."""
        for event in self.events:
            if isinstance(event, Data):
                if event.data:
                    yield event.data
                if not event.more_data:
                    break
        self.read_fields()
