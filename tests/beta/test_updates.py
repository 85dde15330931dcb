"""Applications that update themselves: what each tester's is offered, and proven."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from flask import Flask

from cocreate.beta import actions, jobs
from cocreate.beta.appcast import SPARKLE
from cocreate.beta.kinds import Channel, Platform
from cocreate.beta.models import Build, Download
from cocreate.kernel.db import db
from cocreate.notices.actions import renew_feed_token
from cocreate.notices.queries import feed_token
from cocreate.people.models import Person
from cocreate.projects.models import Project
from tests.client import ForgetfulClient
from tests.factories import (
    a_build,
    a_person,
    a_product_manager,
    a_programme,
    a_tester,
    actor_of,
)

Browsers = Callable[..., ForgetfulClient]
S = f"{{{SPARKLE}}}"
ASKED = "&platform=macos"


def token_of(person: Person) -> str:
    token = feed_token(actor_of(person))
    db.session.commit()
    return token


def here(address: str) -> str:
    place = urlsplit(address)
    return f"{place.path}?{place.query}"


def json_at(client: ForgetfulClient, address: str) -> Any:
    return client.get(address).get_json()


class Desktop:
    """A programme with builds of an application for macOS."""

    def __init__(self) -> None:
        self.programme = a_programme()
        self.tester = a_tester(self.programme)
        project = db.session.get_one(Project, self.programme.project_id)
        self.slug = project.slug

    def build(self, version: str, **told: Any) -> Build:
        build = a_build(
            self.programme,
            version=version,
            platform=Platform.MACOS,
            file_name="bank.dmg",
            content=f"the bytes of {version}".encode(),
        )
        for name, said in told.items():
            setattr(build, name, said)
        db.session.commit()
        return build

    def feed(self, kind: str, token: str, **asked: str) -> str:
        more = "".join(f"&{name}={said}" for name, said in asked.items())
        return f"/projects/{self.slug}/beta/{kind}?token={token}{more}"


@pytest.fixture
def desktop(app: Flask) -> Desktop:
    return Desktop()


def test_an_appcast_offers_what_is_signed_and_may_be_had(
    desktop: Desktop, client: ForgetfulClient
) -> None:
    desktop.build("1.9", number="19")
    desktop.build("1.10", number="20", least_os="13.0", channel=Channel.STABLE)
    jobs.sign_files()
    desktop.build("1.11")  # nobody has signed it yet
    address = desktop.feed("appcast.xml", token_of(desktop.tester))
    answer = client.get(address)
    assert answer.mimetype == "application/rss+xml"
    assert "no-store" in answer.headers["Cache-Control"]
    items = ET.fromstring(answer.data).findall("channel/item")  # noqa: S314 - our own
    assert [item.findtext(f"{S}shortVersionString") for item in items] == [
        "1.10",
        "1.9",
    ]
    assert [item.findtext(f"{S}version") for item in items] == ["20", "19"]
    assert items[0].findtext(f"{S}minimumSystemVersion") == "13.0"
    assert [item.findtext(f"{S}channel") for item in items] == [None, "beta"]
    enclosure = items[0].find("enclosure")
    assert enclosure is not None
    bytes_given = client.get(here(enclosure.attrib["url"])).data
    assert len(bytes_given) == int(enclosure.attrib["length"])
    told = json_at(client, address.replace("appcast.xml", "updates.json") + ASKED)
    public = Ed25519PublicKey.from_public_bytes(b64decode(told["publicKey"]))
    signature = b64decode(enclosure.attrib[f"{S}edSignature"])
    public.verify(signature, bytes_given)
    with pytest.raises(InvalidSignature):
        public.verify(signature, bytes_given + b"!")
    assert db.session.query(Download).one().person_id == desktop.tester.id


def test_a_feed_gives_the_newest_that_this_tester_may_have(
    desktop: Desktop, client: ForgetfulClient
) -> None:
    old, new = desktop.build("1.9"), desktop.build("1.10", least_os="14.0")
    nightly = desktop.build("2.0", channel=Channel.NIGHTLY)
    token = token_of(desktop.tester)

    def update(**asked: str) -> Any:
        address = desktop.feed("updates.json", token, platform="macos", **asked)
        told = json_at(client, address)
        return told["update"] and told["update"]["version"]

    assert update() == "1.10"
    assert update(version="1.9") == "1.10"
    assert update(version="1.10") is None
    assert update(os="13.5") == "1.9"
    assert update(channel="nightly") == "2.0"
    assert update(channel="stable") is None
    manager = actor_of(a_product_manager())
    actions.revoke_build(manager, new.id, reason="It loses money.")
    db.session.commit()
    assert update(version="1.8") == "1.9"
    asked = {"platform": "macos", "version": "1.10"}
    told = json_at(client, desktop.feed("updates.json", token, **asked))
    assert told["update"] is None
    assert told["installed"]["state"] == "withdrawn"
    assert "It loses money." in told["installed"]["reason"]
    nightly.share = old.share = 0  # the roll-out has not reached them
    db.session.commit()
    assert update() is None


def test_an_update_is_proven_by_its_link_and_one_held_back_says_so(
    desktop: Desktop, client: ForgetfulClient
) -> None:
    build, manager = desktop.build("1.10"), actor_of(a_product_manager())
    feed = desktop.feed("updates.json", token_of(desktop.tester), platform="macos")
    update = json_at(client, feed)["update"]
    signed = json_at(client, here(update["manifest"]))
    assert signed["file"]["sha256"] == update["sha256"]
    assert client.get(f"/builds/{build.id}/manifest.json").status_code == 404
    actions.halt_build(manager, build.id, reason="We look at it.")
    db.session.commit()
    assert client.get(here(update["manifest"])).status_code == 403
    told = json_at(client, f"{feed}&version=1.10")
    assert (told["update"], told["installed"]["state"]) == (None, "held")
    assert "We look at it." in told["installed"]["reason"]


def test_a_feed_opens_for_its_tester_alone_until_the_token_is_renewed(
    desktop: Desktop, client: ForgetfulClient, signed_in: Browsers
) -> None:
    desktop.build("1.9")
    token = token_of(desktop.tester)
    address = desktop.feed("updates.json", token, platform="macos")
    assert client.get(address).status_code == 200
    page = signed_in(desktop.tester).get(f"/projects/{desktop.slug}/beta/updates").text
    assert token in page
    other = desktop.feed("updates.json", token_of(a_person()), platform="macos")
    assert client.get(other).status_code == 403
    assert client.get(address.replace(token, "x")).status_code == 404
    assert client.get(address.replace(token, "")).status_code == 403
    assert client.get(address.replace("macos", "amiga")).status_code == 400
    renew_feed_token(actor_of(desktop.tester))
    db.session.commit()
    for kind in ("updates.json", "appcast.xml"):
        old = desktop.feed(kind, token, platform="macos")
        assert client.get(old).status_code == 404
