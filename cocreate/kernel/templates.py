"""How templates are loaded: compiled once, their globals in one plain dictionary.

Jinja lays a template's globals over the environment's, so that either may change
later. Ours do not change once the application is made, and whoever imports a macro
asks for them: of a plain dictionary that takes a tenth of the time.

To compile a page and all that it is made of takes longer than anything else that its
first reader waits for. So what was compiled is kept in the data folder, for every
process and the next start.
"""

from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache, __version__
from jinja2.bccache import Bucket

OPTIONS = {"trim_blocks": True, "lstrip_blocks": True}
COMPILED_WITH = f"{__version__} {OPTIONS}"


def set_up(app: Flask, folder: Path) -> None:
    """To be called before anything touches the application's templates."""
    app.jinja_environment = PlainEnvironment
    app.jinja_options = {**OPTIONS, "bytecode_cache": CompiledTemplates(str(folder))}


class PlainEnvironment(Environment):
    def make_globals(
        self, d: MutableMapping[str, Any] | None
    ) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class CompiledTemplates(FileSystemBytecodeCache):
    """Files beside the data, good for one source and one way of compiling."""

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(COMPILED_WITH + source)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk must not cost a page
            super().dump_bytecode(bucket)
