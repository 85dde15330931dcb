"""Files people attach: their kind is read from their bytes, never from their name."""

import hashlib
import re
from dataclasses import dataclass

import filetype

from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.errors import InvalidError
from cocreate.kernel.packed import directory_of
from cocreate.kernel.pictures import KINDS as PICTURES
from cocreate.kernel.pictures import KeptPicture, keep_picture, keep_picture_again
from cocreate.kernel.scanning import refuse_malware
from cocreate.kernel.text import tidy_line

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"
DOCUMENTS = {
    "application/pdf": "pdf",
    f"{OFFICE}.wordprocessingml.document": "docx",
    f"{OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{OFFICE}.presentationml.presentation": "pptx",
    f"{OPEN}.text": "odt",
    f"{OPEN}.spreadsheet": "ods",
    f"{OPEN}.presentation": "odp",
}
PICTURE = "image/webp"
PLAIN = "text/plain"
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
LONGEST_NAME = 100
PACKED = frozenset(DOCUMENTS) - {"application/pdf"}  # what is an archive in truth
MEGABYTE = 1024 * 1024
MOST_UNPACKED = 64 * MEGABYTE
MOST_TIMES = 50
MOST_FILES = 5_000
NOT_WHOLE = "This document is not whole. Save it anew, and attach that."
TOO_MUCH_IN_IT = (
    "It unpacks to {:,} MB in {:,} files, which is more than a document holds. "
    "Save it anew, or attach it as a PDF."
)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in storage; a picture was drawn anew and has a width and a height."""

    key: str
    media_type: str
    name: str
    size: int
    width: int | None = None
    height: int | None = None


def keep_attached(sent: bytes, *, name: str, folder: str, field: str) -> KeptFile:
    """Keep a picture, document or plain text; refuse whatever else it is."""
    found = filetype.guess(sent)
    if found is not None and found.mime in PICTURES:
        picture = keep_picture(sent, folder=folder, field=field)
        return file_of(picture, shown_name(name).rsplit(".", 1)[0])
    return keep_document(
        sent,
        media_type=kind_of(sent, found.mime if found else None, field),
        name=shown_name(name),
        folder=folder,
        field=field,
    )


def keep_attached_again(sent: bytes, *, name: str, folder: str, field: str) -> KeptFile:
    """Keep what an export wrote: a picture of ours is not drawn a second time."""
    found = filetype.guess(sent)
    if found is None or found.mime != PICTURE:
        return keep_attached(sent, name=name, folder=folder, field=field)
    picture = keep_picture_again(sent, folder=folder, field=field)
    return file_of(picture, shown_name(name.removesuffix(".webp")))


def file_of(picture: KeptPicture, stem: str) -> KeptFile:
    return KeptFile(
        picture.key,
        PICTURE,
        shown_name(f"{stem}.webp"),
        storage.size_of(picture.key),
        picture.width,
        picture.height,
    )


def kind_of(sent: bytes, guessed: str | None, field: str) -> str:
    if guessed in DOCUMENTS:
        if guessed in PACKED:
            refuse_to_swell(sent, field)
        return str(guessed)
    if guessed is None and sent and is_text(sent):
        return PLAIN
    raise InvalidError(
        {field: "Attach a picture, a PDF, an office document or a plain text."}
    )


def refuse_to_swell(sent: bytes, field: str) -> None:
    """A document that would fill the machine of whoever opens it is not handed on."""
    packed = directory_of(sent)
    if packed is None:
        raise InvalidError({field: NOT_WHOLE})
    most = max(MOST_UNPACKED, MOST_TIMES * len(sent))
    if packed.unpacked > most or packed.files > MOST_FILES:
        told = TOO_MUCH_IN_IT.format(packed.unpacked // MEGABYTE, packed.files)
        raise InvalidError({field: told})


def is_text(sent: bytes) -> bool:
    try:
        sent.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return CONTROLS.search(sent) is None


def keep_document(
    sent: bytes, *, media_type: str, name: str, folder: str, field: str
) -> KeptFile:
    most = current().attachment_most_bytes
    if len(sent) > most:
        size = f"{most / 1_000_000:g} MB"
        raise InvalidError({field: f"A file may be {size} at most."})
    ending = DOCUMENTS.get(media_type, "txt")
    key = f"{folder}/{hashlib.sha256(sent).hexdigest()[:40]}.{ending}"
    if not storage.is_kept(key):
        refuse_malware([sent], size=len(sent), field=field)
        storage.keep(key, [sent], most=most)
    named = name if name.lower().endswith(f".{ending}") else f"{name}.{ending}"
    return KeptFile(key, media_type, shown_name(named), len(sent))


def shown_name(name: str) -> str:
    """The last part of a path, on one line, of bounded length."""
    last = tidy_line(name.replace("\\", "/").rsplit("/", 1)[-1])
    return last[-LONGEST_NAME:] or "file"
