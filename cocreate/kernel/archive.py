"""The files of an archive of what is kept of somebody: a page to read, JSON, files."""

import json
from collections.abc import Iterator
from itertools import chain

from flask import render_template

from cocreate.kernel import storage
from cocreate.kernel.clock import now
from cocreate.kernel.personal import Rows, files_of
from cocreate.kernel.zipped import Named


def archived(found: dict[str, Rows]) -> Iterator[Named]:
    """A page that a browser shows, the same for programs, and every file of theirs.

    The page is made at once; whoever reads the files may do so from another thread.
    """
    kept = [key for key in files_of(found) if storage.is_kept(key)]
    page = render_template(
        "privacy/archive.html", found=found, files=kept, made_at=now()
    )
    written = json.dumps(found, ensure_ascii=False, indent=1)
    words = [("index.html", page), ("everything.json", written)]
    said = [(name, [text.encode("utf-8", "replace")]) for name, text in words]
    return chain(said, files_in(kept))


def files_in(kept: list[str]) -> Iterator[Named]:
    for key in kept:
        yield f"files/{key}", storage.read_range(key, 0, storage.size_of(key))
