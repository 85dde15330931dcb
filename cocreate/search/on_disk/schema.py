"""What the index on disk keeps of a document: terms with weights, and columns."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import ReaderClosed
from whoosh.writing import IndexingError

from cocreate.search.on_disk.columns import Numbers
from cocreate.search.shape import KINDS, Document, Spoken, places_of, spelled

LONGEST = 65_535
# A damaged file shows itself in as many ways as there are bytes in it.
BROKEN = (
    WhooshIndexError,
    ReaderClosed,
    IndexingError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    struct.error,
    zlib.error,
    pickle.UnpicklingError,
)


class Terms(FieldType):  # type: ignore[misc]  # whoosh has no types
    """Terms as they are given, each with its weight."""

    def __init__(self) -> None:
        super().__init__(Existence(), analyzer=None)

    def index(
        self, value: dict[str, int], **_: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, weight in value.items():
            yield term.encode("utf-8"), 1, weight, b""


def schema() -> Schema:
    return Schema(
        key=Terms(),
        words=Terms(),
        spelling=Terms(),
        place=Terms(),
        kind=COLUMN(Numbers("B")),
        number=COLUMN(Numbers("I")),
        project=COLUMN(Numbers("I")),
        length=COLUMN(Numbers("H")),
        print=COLUMN(Numbers("I")),
        at=COLUMN(Numbers("I")),
        said=COLUMN(VarBytesColumn()),
    )


def fields_of(document: Document, said: Spoken) -> dict[str, Any]:
    return {
        "key": {document.key: 1},
        "words": said.weights,
        "spelling": dict.fromkeys(spelled(document.title), 1),
        "place": dict.fromkeys(places_of(document, said.languages), 1),
        "kind": KINDS.index(document.kind),
        "number": document.id,
        "project": document.project_id,
        "length": min(LONGEST, said.length),
        "print": document.print,
        "at": document.at,
        "said": said.in_order.encode(),
    }
