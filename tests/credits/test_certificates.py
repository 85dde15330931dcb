"""Whoever agrees is named, gets a certificate, and may take it all back."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cocreate.cli import cocreate
from cocreate.credits.actions import issue_certificate
from cocreate.credits.verifying import RefusedError, check, issuer_of
from cocreate.kernel.clock import now
from cocreate.people.actions import leave
from cocreate.people.models import Person
from cocreate.people.named import Named
from cocreate.releases.models import Release
from tests.client import ForgetfulClient
from tests.factories import a_decision, a_person, a_release, actor_of, an_idea
from tests.racing import at_once
from tests.walking import Walker

Browsers = Callable[..., ForgetfulClient]
Relay = Callable[[], int]
UNNAMED = "1 person whose name does not stand here"
OTHER = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"


def a_thanked(relay: Relay, named: Named = Named.NAME) -> tuple[Person, Release]:
    person = a_person("Aoife Brennan", named=named)
    release = a_release(
        decisions=[a_decision(ideas=[an_idea(author=person)])], version="4.8"
    )
    relay()
    return person, release


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(cocreate, ["verify-credit", *arguments])


def leaves(said: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every word, and to every name of one."""
    inner = said.items() if isinstance(said, dict) else enumerate(said)
    for key, value in inner:
        if isinstance(value, dict | list):
            yield from leaves(value, (*path, key))
        else:
            yield (*path, key)


def altered(document: dict[str, Any], path: tuple[Any, ...]) -> str:
    """The same certificate with one letter, or a yes and a no, turned round."""
    copy = deepcopy(document)
    place: Any = copy
    for key in path[:-1]:
        place = place[key]
    was = place[path[-1]]
    place[path[-1]] = (
        not was if isinstance(was, bool) else was[:-1] + chr(ord(was[-1]) ^ 1)
    )
    return json.dumps(copy)


def test_a_certificate_is_made_checked_offline_and_refused_when_altered(
    signed_in: Browsers, client: ForgetfulClient, relay_all: Relay, tmp_path: Path
) -> None:
    person, release = a_thanked(relay_all)
    walker = Walker(signed_in(person)).visit(f"/releases/{release.id}")
    walker.send("Make my certificate")
    assert "Aoife Brennan" in walker.text
    words = client.get(f"{walker.address}.json").text
    issuer = client.get("/.well-known/did.json").text
    profile = client.get("/credits/issuer.json").text
    file, known = tmp_path / "certificate.json", tmp_path / "issuer.json"
    file.write_text(words)
    known.write_text(issuer)
    key = json.loads(issuer)["verificationMethod"][0]["publicKeyMultibase"]

    for trusted in (("--issuer", str(known)), ("--key", key)):
        verified = verify(str(file), *trusted)
        assert verified.exit_code == 0, verified.output
        assert "Aoife Brennan: Contributor to 4.8" in verified.output
    assert verify(str(file)).exit_code == 3
    assert verify(str(file), "--key", OTHER).exit_code == 1
    assert verify(str(file), "--key", "mine").exit_code == 2
    assert verify(str(known)).exit_code == 1
    file.write_text(words.replace("Aoife Brennan", "Aoife Brennen"))
    refused = verify(str(file), "--issuer", str(known))
    assert (refused.exit_code, "altered" in refused.output) == (1, True)

    refuses_every_change(words, profile)


def refuses_every_change(words: str, profile: str) -> None:
    document, trusted_keys = json.loads(words), issuer_of(profile)
    paths = [*leaves(document)]
    assert len(paths) > 30
    for path in paths:
        with pytest.raises(RefusedError):
            check(altered(document, path), at=now(), issuer=trusted_keys)
    twice = words.replace('"name":', '"name": "Another", "name":', 1)
    day_before = now() - timedelta(days=1)
    for odd, at in ((twice, now()), ("[]", now()), ("NaN", now()), (words, day_before)):
        with pytest.raises(RefusedError):
            check(odd, at=at, issuer=trusted_keys)


def test_consent_taken_back_holds_everywhere_at_once(
    app: Any,
    signed_in: Browsers,
    client: ForgetfulClient,
    relay_all: Relay,
    tmp_path: Path,
) -> None:
    person, release = a_thanked(relay_all)
    actor, release_id = actor_of(person), release.id
    codes = at_once(app, *[lambda: issue_certificate(actor, release_id).code] * 3)
    assert len({*codes}) == 1
    file, gone = tmp_path / "certificate.json", tmp_path / "revoked.json"
    file.write_text(client.get(f"/credits/{codes[0]}.json").text)
    key = json.loads(file.read_text())["proof"]["verificationMethod"].split("#")[1]
    gone.write_text(client.get("/credits/revoked.json").text)
    assert verify(str(file), "--key", key, "--revoked", str(gone)).exit_code == 0

    pages = [f"/releases/{release_id}", f"/people/{person.id}", "/credits/" + codes[0]]
    assert all("Aoife Brennan" in client.get(page).text for page in pages)
    walker = Walker(signed_in(person)).visit("/me/credit-name")
    walker.send("Name me so", status=422, credited_as="so")
    walker.send("Name me so", credited_as="initials")
    assert "A. B." in Walker(client).visit(pages[0]).text
    walker.send("Name me so", credited_as="nobody")
    assert "Aoife Brennan" not in client.get(pages[0]).text
    assert UNNAMED in Walker(client).visit(pages[0]).text
    assert "What it changed" not in client.get(pages[1]).text
    assert client.get(pages[2]).status_code == 410
    assert client.get(pages[2] + ".json").status_code == 410
    gone.write_text(client.get("/credits/revoked.json").text)
    refused = verify(str(file), "--key", key, "--revoked", str(gone))
    assert (refused.exit_code, "taken back" in refused.output) == (1, True)


def test_nobody_is_named_who_was_not_asked(
    signed_in: Browsers, client: ForgetfulClient, relay_all: Relay
) -> None:
    person, release = a_thanked(relay_all, Named.UNASKED)
    browser = signed_in(person)
    page = Walker(client).visit(f"/releases/{release.id}").text
    assert UNNAMED in page
    assert browser.post(f"/releases/{release.id}/certificate").status_code == 403
    assert (
        signed_in(a_person()).post(f"/releases/{release.id}/certificate").status_code
        == 403
    )
    walker = Walker(browser).visit("/me")
    assert "How shall we name you?" in walker.text
    assert "Decided because of you" in walker.text
    walker.send("Name me so", credited_as="name").visit("/me")
    assert "How shall we name you?" not in walker.text
    walker.send("Make my certificate")
    leave(actor_of(person))
    assert client.get(walker.address).status_code == 410
