"""Builds sent by nginx as docs/operating.md says: the same checks, no other way in."""

import getpass
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from cocreate.beta import actions
from cocreate.config import Settings
from cocreate.kernel.db import db
from tests.beta.given import CONTENT, Given
from tests.beta.served import own_place, run_as_people_do, wait_for
from tests.factories import a_product_manager, actor_of

PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
NGINX = shutil.which("nginx", path=PLACES)
WORDS = """
daemon off; {user} pid {home}/nginx.pid; error_log {home}/error.log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi; uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  server {{
    listen {place};
    location / {{ proxy_pass {behind}; proxy_set_header Host $host; }}
    {ours}
  }}
}}
"""


@pytest.fixture
def front(app: Flask, settings: Settings, tmp_path: Path) -> Iterator[str]:
    """nginx before our server, with the line that the documentation gives."""
    if NGINX is None:
        pytest.skip("not on this machine: nginx")
    told = re.search(r"location /-/files/ {.*}", Path("docs/operating.md").read_text())
    assert told is not None
    files = f"{Path(settings.data_dir).resolve()}/files/"
    ours = told[0].replace("/srv/cocreate/var/files/", files)
    changed = settings.model_copy(update={"download_hand": "x-accel-redirect"})
    with run_as_people_do(changed) as behind:
        place, words = own_place(), tmp_path / "nginx.conf"
        user = f"user {getpass.getuser()};" if os.geteuid() == 0 else ""
        words.write_text(
            WORDS.format(
                user=user, home=tmp_path, place=place, behind=behind, ours=ours
            )
        )
        command = [NGINX, "-p", str(tmp_path), "-c", str(words)]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as nginx:  # noqa: S603 - a program of the system
            wait_for(place)
            yield f"http://{place}"
            nginx.terminate()


def ask(address: str, **headers: str) -> tuple[int, bytes, str]:
    """Status, body and entity tag."""
    asked = Request(address, headers=headers)  # noqa: S310 - our own server
    try:
        with urlopen(asked, timeout=20) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read(), answer.headers["ETag"]
    except HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read(), ""


@pytest.mark.slow
@pytest.mark.sqlite
def test_nginx_sends_what_we_have_checked_and_nothing_else(
    front: str, given: Given
) -> None:
    link, key, build_id = given.link, given.build.storage_key, given.build.id
    db.session.rollback()
    status, bytes_given, tag = ask(front + link)
    assert (status, bytes_given) == (200, CONTENT)
    part = ask(front + link, Range="bytes=100-199")
    assert part[:2] == (206, CONTENT[100:200])
    rest = {"Range": "bytes=100-", "If-Range": tag}
    assert ask(front + link, **rest)[:2] == (206, CONTENT[100:])
    assert ask(front + link, **{"If-None-Match": tag})[0] == 304
    assert ask(front + link, Range="bytes=99999999-")[0] == 416
    assert ask(f"{front}/-/files/{key}")[0] == 404  # no way in from outside
    assert ask(f"{front}{link[:-1]}")[0] == 403
    actions.revoke_build(actor_of(a_product_manager()), build_id, reason="Old.")
    db.session.commit()
    gone = ask(front + link, Range="bytes=200-")
    assert (gone[0], CONTENT[200:220] in gone[1]) == (410, False)
    statuses = [status for status, _, _ in given.attempts()]
    assert statuses == [200, 206, 206, 304, 416, 410]
