"""Clients that bring a file: as a form sends it, or by parts, cut and gone on."""

import http.client
import json
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PIECE = 1024 * 1024
PATIENCE = 600.0
CREATED, SEEN, LOOK = 201, 303, 0.05


def form(fields: Mapping[str, str], file: Path, boundary: str) -> tuple[bytes, bytes]:
    """What stands before the file in a form of several parts, and what after it."""
    lines = []
    for name, value in fields.items():
        lines += [f"--{boundary}", f'Content-Disposition: form-data; name="{name}"']
        lines += ["", value]
    named = f'form-data; name="file"; filename="{file.name}"'
    lines += [f"--{boundary}", f"Content-Disposition: {named}"]
    lines += ["Content-Type: application/octet-stream", "", ""]
    return "\r\n".join(lines).encode(), f"\r\n--{boundary}--\r\n".encode()


def send_form(
    url: str, token: str, fields: Mapping[str, str], file: Path
) -> tuple[int, str]:
    """A browser's form: its status, and where it leads or what it says."""
    boundary = secrets.token_hex(16)
    before, after = form(fields, file, boundary)
    place = urlsplit(url)
    wire = http.client.HTTPConnection(place.netloc, timeout=PATIENCE)
    wire.putrequest("POST", place.path)
    kind = f"multipart/form-data; boundary={boundary}"
    size = len(before) + file.stat().st_size + len(after)
    said = {"Content-Type": kind, "Content-Length": str(size)}
    for name, value in {**said, "Authorization": f"Bearer {token}"}.items():
        wire.putheader(name, value)
    wire.endheaders(before)
    for piece in pieces(file):
        wire.send(piece)
    wire.send(after)
    answer = wire.getresponse()
    body = answer.read().decode("utf-8", "replace")
    wire.close()
    return answer.status, answer.getheader("Location") or body


def pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece


class Push:
    """`cocreate build push`, which can be killed and begun again."""

    def __init__(self, url: str, token: str, project: str, home: Path) -> None:
        self.words = ["--url", url, "--token", token, "--project", project]
        self.home = home

    def begin(self, file: Path, version: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "cocreate", "build", "push", str(file)]
        root = str(Path(__file__).parent.parent.parent)
        return subprocess.Popen(
            [*command, *self.words, "--version", version],
            env={"HOME": str(self.home), "PYTHONPATH": root, "PATH": "/usr/bin:/bin"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def cut(self, file: Path, version: str, arrived: Any, least: int) -> None:
        """Kill it, once so many bytes have arrived."""
        child = self.begin(file, version)
        while child.poll() is None and arrived() < least:
            time.sleep(LOOK)
        child.send_signal(signal.SIGKILL)
        child.wait()

    def finish(self, file: Path, version: str) -> None:
        child = self.begin(file, version)
        said, _ = child.communicate()
        if child.returncode:
            raise SystemExit(f"build push: {said.decode()[-500:]}")


def told(body: str) -> Any:
    """JSON, or what was answered instead."""
    try:
        return json.loads(body)
    except ValueError:
        raise SystemExit(f"no JSON: {body[:300]}") from None
