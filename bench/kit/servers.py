"""The servers we measure: CoCreate as `cocreate serve` starts it, and the reference."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECRET = "a secret for benchmarks alone, known to everybody"
PROCESSES, THREADS = 2, 4
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    address: str
    process: int


def settings(database_url: str, folder: Path) -> dict[str, str]:
    """The environment of CoCreate on a database."""
    kept = {key: value for key, value in os.environ.items() if "COCREATE" not in key}
    return kept | {
        "PYTHONPATH": str(ROOT),
        "COCREATE_SECRET_KEY": SECRET,
        "COCREATE_DATABASE_URL": database_url,
        "COCREATE_DATA_DIR": str(folder),
        "COCREATE_RATE_LIMITS_ON": "false",
        "COCREATE_WEB_PROCESSES": str(PROCESSES),
        "COCREATE_WEB_THREADS": str(THREADS),
    }


INDEX = """
from cocreate.app import create_app
from cocreate.search.actions import rebuild

with create_app().app_context():
    rebuild()
"""


def migrate(database_url: str, folder: Path) -> None:
    """Make CoCreate's tables, as an operator would."""
    python(database_url, folder, "-m", "cocreate", "migrate")


def index(database_url: str, folder: Path) -> None:
    """Make CoCreate's search index, which lies in its data folder."""
    python(database_url, folder, "-c", INDEX)


def python(database_url: str, folder: Path, *words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    environment = settings(database_url, folder)
    subprocess.run(
        [sys.executable, *words],
        env=environment,
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
    )


@contextmanager
def serve_cocreate(
    database_url: str, folder: Path, *, with_worker: bool = False
) -> Iterator[Server]:
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "cocreate", "serve", "--port", str(port)]
    command += ["--with-worker"] * with_worker
    with running(command, settings(database_url, folder), folder, port) as server:
        yield server


@contextmanager
def serve_reference(database_url: str, folder: Path) -> Iterator[Server]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "bench.reference.app:app", "--preload"]
    command += ["--worker-class", "gthread", "--workers", str(PROCESSES)]
    command += ["--threads", str(THREADS), "--keep-alive", "15"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    command += ["--no-control-socket"]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "REFERENCE_URL": database_url}
    with running(command, environment, folder, port) as server:
        yield server


@contextmanager
def running(
    command: list[str], environment: dict[str, str], folder: Path, port: int
) -> Iterator[Server]:
    log = folder / f"server-{port}.log"
    with log.open("w") as said:
        child = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=said, stderr=said
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/", child, log)
        yield Server(f"http://127.0.0.1:{port}", child.pid)
    finally:
        child.terminate()
        child.wait(20)


def wait_for(url: str, child: "subprocess.Popen[bytes]", log: Path) -> None:
    """Until the server answers anything at all."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"No answer from {url}: {log.read_text()[-2000:]}")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
