"""How templates are loaded: compiled once, their globals in one plain dictionary.

Jinja lays a template's globals over the environment's, so that either may change
later. Ours do not change once the application is made, and whoever imports a macro
asks for them: of a plain dictionary that takes a tenth of the time.

All of them stay loaded. Jinja keeps four hundred, in the order of their last use, and
seeks its place in that order for each that is used.

To compile a page and all that it is made of takes longer than anything else that its
first reader waits for. So what was compiled is kept in the data folder, for every
process and the next start. A folder that is lost, full or damaged costs time alone.
"""

import marshal
import os
import sys
from collections.abc import MutableMapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import BytecodeCache, __version__
from jinja2.bccache import Bucket

OPTIONS = {"trim_blocks": True, "lstrip_blocks": True}
COMPILED_WITH = f"{__version__} {OPTIONS} {sys.version}"
SEAL = sha256().digest_size


def set_up(app: Flask, folder: Path) -> None:
    """To be called before anything touches the application's templates."""
    app.jinja_environment = PlainEnvironment
    compiled = CompiledTemplates(folder)
    app.jinja_options = {**OPTIONS, "bytecode_cache": compiled, "cache_size": -1}


class PlainEnvironment(Environment):
    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class CompiledTemplates(BytecodeCache):
    """Files beside the data, each sealed for one source and one way of compiling."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(COMPILED_WITH + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            written = self.file_of(bucket).read_bytes()
            code = written[SEAL:]
            # Asked first: marshal may do anything with bytes that it did not write.
            if written[:SEAL] == seal_of(bucket, code):
                bucket.code = marshal.loads(code)  # noqa: S302 - what we wrote

    def dump_bytecode(self, bucket: Bucket) -> None:
        code = marshal.dumps(bucket.code)
        with suppress(OSError):
            with NamedTemporaryFile(dir=self.folder, delete=False) as written:
                written.write(seal_of(bucket, code) + code)
            os.replace(written.name, self.file_of(bucket))  # noqa: PTH105 - a name is at hand

    def file_of(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.compiled"


def seal_of(bucket: Bucket, code: bytes) -> bytes:
    return sha256(bucket.checksum.encode() + code).digest()
