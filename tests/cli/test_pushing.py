"""A build is brought from the shell, by a token, to a site that runs."""

from hashlib import sha256
from pathlib import Path

import click
import pytest
from flask import Flask

from cocreate.beta.models import Build
from cocreate.cli import pushing
from cocreate.cli.demo.packing import App, apk
from cocreate.kernel import storage
from cocreate.kernel.db import db
from cocreate.kernel.ids import fresh_token
from cocreate.people.models import AccessToken
from cocreate.people.queries import hash_of
from cocreate.projects.phase import Phase
from tests.cli.running import run
from tests.factories import a_product_manager, a_programme, a_project
from tests.serving import served

CONTENT = bytes(range(256)) * 20
APP = App("com.bank.next", "Bank " * 900, "5.0.3", 512, "28")


def test_a_build_is_pushed_by_parts_and_named_once(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "PART", 2_000)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    programme = a_programme(project := a_project(phase=Phase.BETA))
    (file := tmp_path / "next.bin").write_bytes(CONTENT)
    with served(app) as address:
        push = ("build", "push", str(file), "--url", address, "--platform", "android")
        aimed = (*push, "--project", project.slug, "--version", "7.1")
        stranger = run(app, *aimed, "--token", "nonsense")
        reader = run(app, *aimed, "--token", a_token_of_the_team(may_write=False))
        told = run(app, *aimed, "--token", a_token_of_the_team())
        again = run(app, *aimed, "--token", a_token_of_the_team())
        file.write_bytes(CONTENT[::-1])
        other = run(app, *aimed, "--token", a_token_of_the_team())
    assert stranger.exit_code == reader.exit_code == other.exit_code == 1
    assert told.exit_code == again.exit_code == 0, told.output
    build = db.session.query(Build).filter_by(programme_id=programme.id).one()
    digest = sha256(CONTENT).hexdigest()
    assert told.output.endswith(f"/builds/{build.id}\nSHA-256 {digest}\n")
    assert (build.version, build.file_name, build.sha256) == ("7.1", file.name, digest)
    assert storage.read(build.storage_key) == CONTENT


def test_a_push_that_was_killed_goes_on_where_it_was(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "PART", 2_000)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    a_programme(project := a_project(phase=Phase.BETA))
    (file := tmp_path / "next.apk").write_bytes(content := apk(APP))
    carry = pushing.one_part
    carried: list[int] = []

    def dying(site: pushing.Site, place: str, part: bytes, at: int) -> int:
        if at and len(carried) == 1:
            carried.append(at)
            raise click.ClickException("killed")
        carried.append(at)
        return carry(site, place, part, at)

    monkeypatch.setattr(pushing, "one_part", dying)
    with served(app) as address:
        push = ("build", "push", str(file), "--url", address, "--project", project.slug)
        token = a_token_of_the_team()
        assert run(app, *push, "--token", token).exit_code == 1
        told = run(app, *push, "--token", token)
    assert told.exit_code == 0, told.output
    assert carried[:3] == [0, 2_000, 2_000]
    build = db.session.query(Build).one()
    assert (build.version, build.sha256) == ("5.0.3", sha256(content).hexdigest())


def a_token_of_the_team(*, may_write: bool = True) -> str:
    token, manager = fresh_token(), a_product_manager()
    known = {"name": "push", "token_hash": hash_of(token), "may_write": may_write}
    db.session.add(AccessToken(person_id=manager.id, **known))
    db.session.commit()
    return token
