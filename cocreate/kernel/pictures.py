"""Pictures people send: checked by content, drawn anew, without their metadata."""

import hashlib
import io
import warnings
from dataclasses import dataclass

import filetype
from PIL import Image, ImageOps, UnidentifiedImageError

from cocreate.config import current
from cocreate.kernel import storage
from cocreate.kernel.errors import InvalidError

KINDS = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
LONGEST_SIDE = 1600
BARE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})  # what a WebP is drawn of


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture in storage: WebP, at most 1600 pixels a side."""

    key: str
    width: int
    height: int


def keep_picture(
    sent: bytes, *, folder: str, field: str, longest: int = LONGEST_SIDE
) -> KeptPicture:
    """Re-encode a picture and keep it under a name made of its content.

    The type is decided by the bytes, never by the name; what cannot be decoded, or
    would unpack to more pixels than the setting allows, is refused.
    """
    if len(sent) > current().picture_most_bytes:
        raise InvalidError({field: "This picture is too large."})
    kind = filetype.guess(sent)
    if kind is None or kind.mime not in KINDS:
        raise InvalidError({field: "Choose a PNG, JPEG, WebP or GIF picture."})
    drawn = redraw(sent, field=field, longest=longest)
    encoded = io.BytesIO()
    drawn.save(encoded, "WEBP", quality=82, method=4)
    return keep_drawn(encoded.getvalue(), drawn, folder=folder)


def keep_drawn(content: bytes, drawn: Image.Image, *, folder: str) -> KeptPicture:
    key = f"{folder}/{hashlib.sha256(content).hexdigest()[:40]}.webp"
    if not storage.is_kept(key):
        storage.keep(key, [content], most=len(content))
    return KeptPicture(key, drawn.width, drawn.height)


def keep_picture_again(sent: bytes, *, folder: str, field: str) -> KeptPicture:
    """Keep a picture that an export wrote, byte for byte; draw any other anew."""
    if is_bare(sent):
        drawn = redraw(sent, field=field, longest=LONGEST_SIDE + 1)
        if max(drawn.size) <= LONGEST_SIDE:
            return keep_drawn(sent, drawn, folder=folder)
    return keep_picture(sent, folder=folder, field=field)


def is_bare(sent: bytes) -> bool:
    """Whether it is one WebP picture and nothing more: neither metadata nor frames."""
    if sent[:4] != b"RIFF" or sent[8:12] != b"WEBP":
        return False
    if int.from_bytes(sent[4:8], "little") != len(sent) - 8:
        return False
    at = 12
    while at < len(sent):
        if sent[at : at + 4] not in BARE:
            return False
        length = int.from_bytes(sent[at + 4 : at + 8], "little")
        at += 8 + length + length % 2
    return at == len(sent)


def redraw(sent: bytes, *, field: str, longest: int) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(sent))
            if picture.width * picture.height > current().picture_most_pixels:
                raise InvalidError({field: "This picture has too many pixels."})
            upright = ImageOps.exif_transpose(picture)
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise InvalidError({field: "We could not read this picture."}) from None
    drawn = upright.convert("RGBA" if "A" in upright.getbands() else "RGB")
    drawn.thumbnail((longest, longest))
    return drawn
