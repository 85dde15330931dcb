"""A build's file signed whole, as updaters check it: Ed25519 over its very bytes.

Sparkle and WinSparkle call it `edSignature`. Ed25519 reads what it signs twice, so the
file is mapped into memory and not read into it: however large, it takes none.
"""

import mmap
import tempfile
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from cocreate.kernel.signer import Signer


def signature_of(signer: Signer, file: Path) -> str:
    with (
        file.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped,
        memoryview(mapped) as seen,
    ):
        return b64encode(signer.key.sign(seen)).decode()


def signature_from(signer: Signer, pieces: Iterable[bytes]) -> str:
    """Of a file in another store, which lies on this disk while it is signed."""
    with tempfile.NamedTemporaryFile() as kept:
        for piece in pieces:
            kept.write(piece)
        kept.flush()
        return signature_of(signer, Path(kept.name))


def public_key(signer: Signer) -> str:
    """As an updater is given it once (`SUPublicEDKey`): 32 bytes in base 64."""
    return b64encode(signer.key.public_key().public_bytes_raw()).decode()
