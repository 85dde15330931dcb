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
    content = encoded.getvalue()
    key = f"{folder}/{hashlib.sha256(content).hexdigest()[:40]}.webp"
    if not storage.is_kept(key):
        storage.keep(key, [content], most=len(content))
    return KeptPicture(key, drawn.width, drawn.height)


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
