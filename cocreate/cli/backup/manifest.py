"""What a backup says of itself: where it is from, and each of its members."""

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cocreate.cli.backup.refusing import BadBackupError
from cocreate.kernel.proof import AlteredError, BadKeyError, check_proof, public_key_of
from cocreate.kernel.proof.canonical import NotCanonicalError

KIND = "cocreate-backup"
FORMAT = 1
NAME = "manifest.json"
SETTINGS = "settings.env"
TABLES, FILES = "tables/", "files/"

Count = Annotated[int, Field(ge=0, le=2**53)]
TABLE = re.compile(r"tables/[a-z][a-z0-9_]*\.jsonl")
STEP = re.compile(r"(?!\.{1,2}$)[^/\\\x00-\x1f]+")


class Told(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class Member(Told):
    """One file of the archive: its size and SHA-256; of a table, how many rows."""

    name: Annotated[str, StringConstraints(max_length=1000)]
    size: Count
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    rows: Count | None = None

    @property
    def is_placed(self) -> bool:
        """Whether it can lie where it says, and nowhere else."""
        if not self.name.startswith(FILES):
            return self.name == SETTINGS or bool(TABLE.fullmatch(self.name))
        return all(STEP.fullmatch(step) for step in self.key.split("/"))

    @property
    def table(self) -> str:
        return self.name.removeprefix(TABLES).removesuffix(".jsonl")

    @property
    def key(self) -> str:
        return self.name.removeprefix(FILES)


class LogEnd(Told):
    """Where the audit log ended."""

    entries: Count
    head: str


class Manifest(Told):
    """Everything that a restore has to know before it begins."""

    type: Literal["cocreate-backup"] = "cocreate-backup"
    format: Literal[1] = 1
    version: str
    migration: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    database: Literal["sqlite", "postgresql"]
    site: str
    address: str
    made: str
    members: list[Member]
    missing: list[str] = []  # files that rows named, and that were gone
    left_out: list[str] = []  # files of builds, where these were not wanted
    log: LogEnd | None = None

    @property
    def tables(self) -> list[Member]:
        return [one for one in self.members if one.name.startswith(TABLES)]

    @property
    def files(self) -> list[Member]:
        return [one for one in self.members if one.name.startswith(FILES)]

    @property
    def rows(self) -> int:
        return sum(one.rows or 0 for one in self.tables)

    @property
    def made_at(self) -> datetime:
        return datetime.fromisoformat(self.made)


class Signed(Told):
    """A manifest, and the key that it is signed with."""

    manifest: Manifest
    key: str


def manifest_from(document: Any) -> Signed:
    """What a manifest says, once it is sure that it is one of ours, and unaltered."""
    if not isinstance(document, dict) or document.get("type") != KIND:
        raise BadBackupError("Its manifest is not one of a backup of CoCreate.")
    if document.get("format") != FORMAT:
        raise BadBackupError("It was made by a newer CoCreate: install that version.")
    proof = document.get("proof")
    method = proof.get("verificationMethod") if isinstance(proof, dict) else ""
    key = str(method).partition("#")[2]
    try:
        check_proof(document, public_key_of(key))
        return Signed(manifest=Manifest.model_validate(document), key=key)
    except (AlteredError, BadKeyError, NotCanonicalError, ValidationError):
        raise BadBackupError("Its manifest was changed after it was signed.") from None
