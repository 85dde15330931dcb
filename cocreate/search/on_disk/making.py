"""The writer that makes a whole index: each term is written as it was gathered."""

from pathlib import Path
from typing import Any

from whoosh.writing import SegmentWriter

from cocreate.search.on_disk.gathering import Gathering
from cocreate.search.on_disk.postings import PlainCodec
from cocreate.search.on_disk.schema import fields_of
from cocreate.search.shape import Document, Spoken

MEGABYTE = 1024 * 1024


class Maker(SegmentWriter):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's writer, but for how postings are gathered and written."""

    def __init__(self, index: Any, folder: Path, *, megabytes: int) -> None:
        super().__init__(index, codec=PlainCodec())
        self.gathering = Gathering(folder, most=megabytes * MEGABYTE)

    def add(self, document: Document, said: Spoken) -> None:
        """Put one document in; none with its key is there yet."""
        self.perdocwriter.start_doc(self.docnum)
        for name, value in fields_of(document, said).items():
            if isinstance(value, int | bytes):
                column = self.schema[name].column_type
                self.perdocwriter.add_column_value(name, column, value)
            else:
                self.gathering.add(name, self.docnum, value)
        self.perdocwriter.finish_doc()
        self._added = True
        self.docnum += 1

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.fieldwriter.add_gathered(self.schema, self.gathering.sorted())
        self.fieldwriter.close()

    def _close_segment(self) -> None:
        super()._close_segment()
        self.gathering.close()
