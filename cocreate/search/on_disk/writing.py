"""Writing the index: bit by bit into the one in use, or a whole one beside it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.reading import SegmentReader

from cocreate.kernel import unavailable
from cocreate.search.aside import heard
from cocreate.search.on_disk import places
from cocreate.search.on_disk.making import Maker
from cocreate.search.on_disk.postings import PlainCodec
from cocreate.search.on_disk.schema import BROKEN, fields_of, schema
from cocreate.search.on_disk.snapshots import segment_of
from cocreate.search.shape import Document, IndexBrokenError, IndexBusyError, spoken

MEGABYTES, MEGABYTES_TO_MAKE = 64, 128
OPENINGS = 10
# A commit rewrites segments that are not much larger than what it brings, and none so
# large that what is posted meanwhile would wait for it.
GROWTH = 3
MOST_REWRITTEN = 2_000


def write(documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
    """Put documents in, take the keys that are gone out; one commit."""
    brought = list(documents)
    with writer_of_index() as writer:
        take_out(writer, {*gone, *(document.key for document in brought)})
        for document in reversed(brought):
            writer.add_document(**fields_of(document, spoken(document)))
        writer.commit(mergetype=merge_small)
    return len(brought)


@contextmanager
def writer_of_index() -> Iterator[Any]:
    """The one writer of the index in use; what has no room now is written later."""
    place = places.index_folder()
    try:
        with places.written_by_us(place), writing_at(place) as writer:
            yield writer
    except BROKEN as failure:
        if isinstance(failure, OSError) and unavailable.of_system(failure):
            raise IndexBusyError from failure
        raise IndexBrokenError from failure


@contextmanager
def writing_at(place: Path) -> Iterator[Any]:
    if places.index_folder() != place:  # another took its place while we waited
        raise IndexBusyError
    writer = open_writer(opened(place))
    try:
        yield writer
    finally:
        if not writer.is_closed:
            writer.cancel()


def opened(place: Path) -> Any:
    """The index at its newest commit.

    Whoosh looks for the newest table of contents and then reads it; a commit in between
    has taken it away for a newer one.
    """
    for _ in range(OPENINGS):
        with suppress(FileNotFoundError):
            return whoosh_index.open_dir(str(place))
    return whoosh_index.open_dir(str(place))


def open_writer(index: Any) -> Any:
    return index.writer(
        codec=PlainCodec(),
        limitmb=MEGABYTES,
        _lk=False,  # Whoosh keeps its lock for ever where it fails: ours is held
    )


def take_out(writer: Any, keys: Iterable[str]) -> None:
    reader = writer.reader()
    for leaf, offset in reader.leaf_readers():
        if not leaf.doc_count_all():
            continue
        segment = segment_of(leaf, offset)
        for key in keys:
            for place in getattr(segment.postings("key", key), "ids", ()):
                if place not in segment.gone:
                    writer.delete_document(offset + place)
    reader.close()


def merge_small(writer: Any, segments: Sequence[Any]) -> list[Any]:
    """Rewrite the newest segments behind the new documents: so newest come first."""
    kept, size = list(segments), writer.doc_count()
    while kept and kept[-1].doc_count_all() <= min(GROWTH * size, MOST_REWRITTEN):
        merged = kept.pop()
        size += merged.doc_count_all()
        bring_over(writer, merged)
    return [segment for segment in kept if segment.deleted_count() < len_of(segment)]


def len_of(segment: Any) -> int:
    return int(segment.doc_count_all())


def bring_over(writer: Any, segment: Any) -> None:
    reader = SegmentReader(writer.storage, writer.schema, segment)
    writer.add_reader(reader)
    reader.close()


def write_anew(documents: Iterable[Document], told: Callable[[int], None]) -> int:
    """Make a whole index, the newest documents first, and put it in use at the end.

    Readers find with the old one until then, and the worker teaches the old one.
    """
    made = places.new_folder()
    written = 0
    fresh = whoosh_index.create_in(str(made), schema())
    writer = Maker(fresh, made, megabytes=MEGABYTES_TO_MAKE)
    try:
        for document, said in heard(documents):
            writer.add(document, said)
            written += 1
            told(written)
        writer.commit()
    except BaseException:
        writer.cancel()
        raise
    replace(made)
    return written


def replace(made: Path) -> None:
    try:
        before: Path | None = places.index_folder()
    except IndexBrokenError:
        before = None
    with places.nobody_writing(before):
        places.put_in_use(made)
    places.sweep(made)
