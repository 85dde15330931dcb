"""Static files: style sheets and scripts bundled at start, served under a digest.

A bundle is written as the browser could read it (`@import` lines in css/public.css,
a list of files in js/site.json) and joined here, so that a first visit takes few
requests and no build step is needed.
"""

import gzip
import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request
from flask.typing import ResponseReturnValue

from cocreate.kernel.access import Audience, open_to
from cocreate.kernel.errors import NotFoundError

IMPORT = re.compile(
    r"""@import\s+(?:url\()?["']([^"']+)["']\)?\s*(?:layer\([\w-]+\))?\s*;"""
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".json", ".webmanifest", ".txt"})
FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=300"
LEAST_TO_COMPRESS = 400
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file, ready to send."""

    media_type: str
    content: bytes
    zipped: bytes | None
    digest: str


class Assets:
    """Every static file, read once; while developing, read again when it changes."""

    def __init__(self, folder: Path, *, fresh: bool = False) -> None:
        self.folder = folder
        self.fresh = fresh
        self.read: dict[str, Asset] = {}

    def get(self, name: str) -> Asset:
        """The asset of this name; NotFoundError when there is none."""
        if self.fresh or name not in self.read:
            self.read[name] = make_asset(name, self.content_of(name))
        return self.read[name]

    def content_of(self, name: str) -> bytes:
        if "\0" in name or len(name) > LONGEST_NAME:  # the disk would not even look
            raise NotFoundError
        file = (self.folder / name).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            raise NotFoundError
        parts = file.with_suffix(".json")
        if file.suffix == ".js" and not file.exists() and parts.is_file():
            return self.join_scripts(parts)
        if not file.is_file():
            raise NotFoundError
        if file.suffix == ".css":
            return squeeze(self.join_styles(file)).encode()
        return file.read_bytes()

    def join_styles(self, file: Path) -> str:
        """A style sheet with every sheet it imports in its place."""
        return IMPORT.sub(
            lambda found: self.join_styles((file.parent / found[1]).resolve()),
            file.read_text(),
        )

    def join_scripts(self, parts: Path) -> bytes:
        names: list[str] = json.loads(parts.read_text())
        return b"\n;\n".join((self.folder / name).read_bytes() for name in names)

    def digest_of(self, name: str) -> str | None:
        try:
            return self.get(name).digest
        except NotFoundError:
            return None


def make_asset(name: str, content: bytes) -> Asset:
    suffix = Path(name).suffix
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if suffix == ".webmanifest":
        media_type = "application/manifest+json"
    if media_type.startswith("text/") or suffix in {".js", ".json", ".svg"}:
        media_type += "; charset=utf-8"
    worth = suffix in COMPRESSIBLE and len(content) > LEAST_TO_COMPRESS
    zipped = gzip.compress(content, 9, mtime=0) if worth else None
    return Asset(media_type, content, zipped, hashlib.sha256(content).hexdigest()[:12])


def squeeze(styles: str) -> str:
    """Without comments and needless space; nothing cleverer."""
    bare = COMMENT.sub("", styles)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", bare)).strip()


def set_up(app: Flask, folder: Path, *, fresh: bool) -> None:
    """Serve /static/… from memory; `url_for('static', …)` adds the digest."""
    assets = Assets(folder, fresh=fresh)
    app.extensions["cocreate_assets"] = assets

    @open_to(Audience.ANYONE)
    def static(filename: str) -> ResponseReturnValue:
        return answer(assets.get(filename))

    app.add_url_rule("/static/<path:filename>", "static", static)

    @app.url_defaults
    def name_the_version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "filename" in values:
            values["v"] = assets.digest_of(str(values["filename"]))


def answer(asset: Asset) -> Response:
    zipped = (
        asset.zipped if "gzip" in request.headers.get("Accept-Encoding", "") else None
    )
    response = Response(zipped or asset.content, content_type=asset.media_type)
    response.set_etag(asset.digest + ("-gz" if zipped else ""))
    response.headers["Cache-Control"] = FOR_EVER if request.args.get("v") else BRIEFLY
    if asset.zipped:
        response.headers["Vary"] = "Accept-Encoding"
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    return response.make_conditional(request)  # type: ignore[return-value]  # werkzeug's own type is wider
