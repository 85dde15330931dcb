"""A device of one's own signs in, as far as a browser can pretend to have one."""

from flask import Flask
from playwright.sync_api import expect

from cocreate.config import Settings, use
from tests.browser.conftest import Opens
from tests.factories import PASSWORD, an_account

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def test_a_passkey_is_made_and_signs_in(
    app: Flask, opens: Opens, address: str, settings: Settings
) -> None:
    here = address.replace("127.0.0.1", "localhost")  # a number has no passkeys
    use(settings.model_copy(update={"site_url": here}))
    person, page = an_account(), opens()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page.goto(f"{here}/sign-in?next=/me/second-step")
    page.get_by_label("E-mail").fill(str(person.email))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("What to call it").fill("My laptop")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("My laptop").first).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{here}/sign-in?next=/me/second-step")
    page.get_by_role("button", name="Sign in by a passkey").click()
    expect(page.get_by_text("last used")).to_be_visible()
