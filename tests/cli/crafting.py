"""Backups made by hand: small, and whatever somebody may have done to them."""

import io
import json
from pathlib import Path
from typing import Any

from cocreate.cli.backup.archive import Archive
from cocreate.cli.backup.manifest import NAME, Manifest, Member
from cocreate.cli.backup.sealing import Sealing
from cocreate.config import Settings, load_settings
from cocreate.kernel.clock import now
from cocreate.kernel.signer import signer_of

PASSPHRASE = b"correct horse battery"
TABLE = b'["id","name"]\n[1,"Ada"]\n'


def crafted(
    *,
    members: dict[str, bytes] | None = None,
    told: dict[str, Any] | None = None,
    signed: bool = True,
    **of_members: Any,
) -> bytes:
    """An archive with these members, whose manifest says what it should, or `told`.

    `of_members` is what the manifest says of each member instead of what is true.
    """
    out, at = io.BytesIO(), now()
    archive = Archive(out, at)
    given = members or {"tables/people.jsonl": TABLE, "files/ideas/a.txt": b"Hello."}
    for name, content in given.items():
        member = archive.put(name, [content], packed=True)
        rows = 1 if name.startswith("tables/") else None
        is_right = member.model_copy(update={"rows": rows, **of_members})
        archive.members.append(is_right)
    document = manifest_of(archive.members).model_dump(exclude_none=True)
    document |= told or {}
    if signed:
        document = signer_of(settings()).signed(document, at)
    archive.put(NAME, [json.dumps(document).encode()], packed=True)
    archive.finish()
    return out.getvalue()


def manifest_of(members: list[Member]) -> Manifest:
    return Manifest(
        version="0.1.0",
        migration="0001",
        database="sqlite",
        site="Elsewhere",
        address="https://elsewhere.example",
        made=now().isoformat(),
        members=members,
    )


def settings() -> Settings:
    return load_settings(_env_file=None, secret_key="k" * 40)


def sealed(content: bytes) -> bytes:
    out = io.BytesIO()
    sealing = Sealing(out, PASSPHRASE)
    sealing.write(content)
    sealing.finish()
    return out.getvalue()


def put(folder: Path, content: bytes) -> Path:
    path = folder / "crafted.zip"
    path.write_bytes(content)
    return path
