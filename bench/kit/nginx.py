"""nginx, which serves a folder beside us and decides nothing."""

import getpass
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.kit.servers import PROCESSES, Server, free_port, running

PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
WORDS = """
daemon off;
{user}
worker_processes {processes};
pid {folder}/nginx.pid;
error_log {folder}/nginx-error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  default_type application/octet-stream;
  server {{ listen 127.0.0.1:{port}; location / {{ root {root}; }} }}
}}
"""


def found() -> str | None:
    """Where nginx is installed; it often lies where only administrators look."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:{PLACES}")


@contextmanager
def serve_nginx(root: Path, folder: Path) -> Iterator[Server]:
    """As many processes as ours, and `sendfile`, as most people run it."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    said = folder / "nginx.conf"
    user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
    said.write_text(
        WORDS.format(
            user=user, processes=PROCESSES, folder=folder, port=port, root=root
        )
    )
    command = [str(found()), "-p", str(folder), "-c", str(said)]
    with running(command, dict(os.environ), folder, port) as server:
        yield server
