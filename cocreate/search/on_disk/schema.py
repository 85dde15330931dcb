"""What the index on disk keeps of a document: terms with weights, and columns."""

import pickle
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import ReaderClosed
from whoosh.writing import IndexingError

from cocreate.search.on_disk.columns import Numbers
from cocreate.search.shape import KINDS, Document, places_of, spelled, spoken

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
        self, value: Counter[str], **_: Any
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


def fields_of(document: Document) -> dict[str, Any]:
    said = spoken(document)
    return {
        "key": Counter([document.key]),
        "words": said.weights,
        "spelling": Counter(spelled(document.title)),
        "place": Counter(places_of(document, said.languages)),
        "kind": KINDS.index(document.kind),
        "number": document.id,
        "project": document.project_id,
        "length": min(LONGEST, said.length),
        "print": document.print,
        "at": document.at,
        "said": said.in_order.encode(),
    }
