"""A build onto the phone: the picture, the page it leads to, what an iPhone reads."""

import plistlib
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

from cocreate.beta import actions
from cocreate.beta.kinds import Platform
from cocreate.kernel.db import db
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_build, a_product_manager, actor_of

Browsers = Callable[..., ForgetfulClient]
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/130"


def path_of(address: str) -> str:
    place = urlsplit(unescape(address))
    return f"{place.path}?{place.query}"


def test_a_picture_leads_a_phone_to_the_build(
    given: Given, client: ForgetfulClient, signed_in: Browsers
) -> None:
    page = signed_in(given.tester).post(f"/builds/{given.build.id}/links").text
    assert 'src="data:image/svg+xml' in page
    assert "15 minutes and 5 downloads" in page
    found = re.search(r'href="(http[^"]+/install\?tester=[^"]+)"', page)
    assert found is not None
    answer = client.get(path_of(found[1]), headers={"User-Agent": ANDROID})
    assert "Allow from this source" in answer.text
    assert given.build.sha256 in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    file = re.search(r'href="([^"]+/file\?tester=[^"]+)"', answer.text)
    assert file is not None
    assert client.get(path_of(file[1])).data == CONTENT
    plist = path_of(found[1]).replace("/install?", "/install.plist?")
    assert client.get(plist).status_code == 404
    actions.revoke_build(actor_of(a_product_manager()), given.build.id, reason="Old.")
    db.session.commit()
    assert client.get(path_of(found[1])).status_code == 410
    assert client.get(f"/builds/{given.build.id}/install?tester=x").status_code == 403


def test_an_iphone_installs_what_tells_its_identifier(
    given: Given, client: ForgetfulClient
) -> None:
    build = a_build(given.programme, platform=Platform.IOS, file_name="bank.ipa")
    token = given.link_to(build).partition("=")[2]
    page = f"/builds/{build.id}/install?tester={token}"
    assert "does not tell what an iPhone needs" in client.get(page).text
    build.package, build.number = "example.meridian.bank", "412"
    db.session.commit()
    shown = client.get(page, headers={"User-Agent": ANDROID}).text
    assert "this seems to be Android" in shown
    start = re.search(r'href="(itms-services://[^"]+)"', shown)
    assert start is not None
    asked = parse_qs(urlsplit(unescape(start[1])).query)
    assert asked["action"] == ["download-manifest"]
    manifest = client.get(path_of(asked["url"][0]))
    assert manifest.mimetype == "text/xml"
    (item,) = plistlib.loads(manifest.data)["items"]
    assert item["metadata"]["bundle-identifier"] == "example.meridian.bank"
    assert item["metadata"]["bundle-version"] == "412"
    assert client.get(path_of(unquote(item["assets"][0]["url"]))).status_code == 200
