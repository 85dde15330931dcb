"""Bring a build to a site from the shell, by parts, going on where it was cut."""

import base64
import hashlib
import json
import time
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

import click

PART = 8 * 1024 * 1024
TRIES = 6
PATIENCE = 120  # seconds
TUS = {"Tus-Resumable": "1.0.0"}
GONE_ON = {303, 302}
CONFLICT, LEAST_ERROR, BROKEN = 409, 400, 500
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Staying(HTTPRedirectHandler):
    """Where a form leads is an answer, not the next thing to ask."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Site:
    """A site, asked with a token."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address.rstrip("/")
        self.token = token
        self.opener = build_opener(Staying)

    def ask(
        self, method: str, place: str, body: bytes = b"", **headers: str
    ) -> tuple[int, Any, bytes]:
        address = place if "://" in place else f"{self.address}{place}"
        named = {name.replace("_", "-"): said for name, said in headers.items()}
        sent = {"Authorization": f"Bearer {self.token}", **TUS, **named}
        sent["Accept"] = "application/json"
        request = Request(address, body or None, sent, method=method)  # noqa: S310 - the operator names it
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as error:
            return error.code, error.headers, error.read()


@click.group("build")
def build() -> None:
    """Builds: bring one to a site."""


@build.command("push")
@click.argument("file", type=FILE)
@click.option("--url", envvar="COCREATE_URL", required=True, help="The site.")
@click.option("--token", envvar="COCREATE_TOKEN", required=True, help="Me, Tokens.")
@click.option("--project", required=True, help="The project, as its address names it.")
@click.option("--version", "name", default="", help="Else what the file says.")
@click.option("--platform", default="", help="Else what the file says: android, ios…")
@click.option("--notes", default="", help="What is new in it, in Markdown.")
@click.option("--days", default=90, help="Until it expires.")
@click.option("--cohort", "cohorts", multiple=True, type=int, help="Who gets it.")
def push(file: Path, *, url: str, token: str, project: str, **said: Any) -> None:
    """Upload FILE, and make a build of it. A cut upload goes on where it was."""
    site = Site(url, token)
    digest = hashlib.sha256()
    mark = mark_of(site, project, file)
    place, at = begun(site, project, file, mark)
    send(site, place, file, digest, at)
    form = [
        ("version", said["name"]),
        ("platform", said["platform"]),
        ("notes", said["notes"]),
        ("expires_in_days", str(said["days"])),
        ("declared_sha256", digest.hexdigest()),
        ("upload", place.rpartition("/")[2]),
        *(("cohort_ids", str(key)) for key in said["cohorts"]),
    ]
    kind = "application/x-www-form-urlencoded"
    status, headers, body = site.ask(
        "POST",
        f"/projects/{project}/beta/builds",
        urlencode(form).encode(),
        Content_Type=kind,
    )
    mark.unlink(missing_ok=True)
    if status not in GONE_ON:
        raise click.ClickException(reason_of(status, body))
    click.echo(f"{site.address}{headers['Location']}")
    click.echo(f"SHA-256 {digest.hexdigest()}")


def mark_of(site: Site, project: str, file: Path) -> Path:
    """Where the address of an upload is noted, until it is a build."""
    found = file.stat()
    told = (
        site.address,
        project,
        str(file.resolve()),
        found.st_size,
        found.st_mtime_ns,
    )
    name = hashlib.sha256(repr(told).encode()).hexdigest()
    return Path(click.get_app_dir("cocreate")) / "uploads" / name


def begun(site: Site, project: str, file: Path, mark: Path) -> tuple[str, int]:
    """Where it goes, and how much of it is there: of one that was killed, some."""
    if mark.exists():
        place = mark.read_text().strip()
        status, headers, _ = site.ask("HEAD", place)
        if status < LEAST_ERROR:
            return place, int(headers["Upload-Offset"])
    place = opened(site, project, file)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(place)
    return place, 0


def opened(site: Site, project: str, file: Path) -> str:
    name = base64.b64encode(file.name.encode()).decode()
    status, headers, body = site.ask(
        "POST",
        f"/projects/{project}/beta/uploads",
        Upload_Length=str(file.stat().st_size),
        Upload_Metadata=f"filename {name}",
    )
    if status >= LEAST_ERROR:
        raise click.ClickException(reason_of(status, body))
    return f"/uploads/{str(headers['Location']).rpartition('/')[2]}"


def send(site: Site, place: str, file: Path, digest: Any, at: int) -> None:
    """Part by part, from where it stands; each is hashed once, when it has arrived."""
    size = file.stat().st_size
    with (
        file.open("rb") as opened,
        click.progressbar(length=size, label="Bringing it") as shown,
    ):
        for start in range(0, at, PART):
            part = opened.read(min(PART, at - start))
            digest.update(part)
            shown.update(len(part))
        while at < size:
            opened.seek(at)
            part = opened.read(PART)
            arrived = one_part(site, place, part, at)
            digest.update(part[: arrived - at])
            shown.update(arrived - at)
            at = arrived


def one_part(site: Site, place: str, part: bytes, at: int) -> int:
    """Where it goes on after this part, or after what arrived of it."""
    checksum = base64.b64encode(hashlib.sha256(part).digest()).decode()
    for tries in range(TRIES):
        try:
            status, headers, body = site.ask(
                "PATCH",
                place,
                part,
                Content_Type="application/offset+octet-stream",
                Upload_Offset=str(at),
                Upload_Checksum=f"sha256 {checksum}",
            )
            if status < LEAST_ERROR:
                return int(headers["Upload-Offset"])
            if LEAST_ERROR <= status < BROKEN and status != CONFLICT:
                raise click.ClickException(reason_of(status, body))
            _, headers, _ = site.ask("HEAD", place)
            if int(headers.get("Upload-Offset") or at) > at:
                return int(headers["Upload-Offset"])
        except (URLError, OSError):
            pass  # it is tried again, after a while
        time.sleep(min(2**tries, 30))
    raise click.ClickException("The site does not answer. Try again later.")


def reason_of(status: int, body: bytes) -> str:
    try:
        said = json.loads(body)
        return f"{said['message']} {said.get('errors') or ''}".strip()
    except (ValueError, KeyError, TypeError):
        return f"The site refused it ({status})."
