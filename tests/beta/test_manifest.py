"""A file can be checked with its signed manifest, by nobody but oneself."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from cocreate.cli.verify_build import verify_build
from cocreate.config import Settings
from cocreate.kernel.signer import signer_of
from tests.beta.given import CONTENT, Given
from tests.client import ForgetfulClient
from tests.factories import a_person

Browsers = Callable[..., ForgetfulClient]


def test_a_build_is_checked_by_its_manifest_offline(
    given: Given,
    client: ForgetfulClient,
    signed_in: Browsers,
    settings: Settings,
    tmp_path: Path,
) -> None:
    address = f"/builds/{given.build.id}/manifest.json"
    assert client.get(address).status_code == 404
    assert signed_in(a_person()).get(address).status_code == 404
    words = signed_in(given.tester).get(address).text
    file, manifest = tmp_path / "bank.apk", tmp_path / "bank.apk.manifest.json"
    file.write_bytes(CONTENT)
    manifest.write_text(words)
    issuer = tmp_path / "did.json"
    issuer.write_text(client.get("/.well-known/did.json").text)
    own = signer_of(settings).public_key

    def said(*options: str) -> tuple[int, str]:
        found = CliRunner().invoke(verify_build, [str(file), *options])
        return found.exit_code, found.output

    assert said("--key", own)[0] == 0
    assert said("--issuer", str(issuer))[0] == 0
    code, text = said("--key", f"z6Mk{own[4:][::-1]}")
    assert code in {1, 2}, text
    for name, other in (("version", "9"), ("expires", "2099-01-01T00:00:00Z")):
        manifest.write_text(json.dumps({**json.loads(words), name: other}))
        assert "altered" in said("--key", own)[1]
    manifest.write_text(words)
    file.write_bytes(CONTENT[:-1] + b"x")
    assert said("--key", own) == (1, said("--key", own)[1])
    assert "another SHA-256" in said("--key", own)[1]
    file.write_bytes(CONTENT[:-1])
    assert "bytes, and not" in said("--key", own)[1]


@pytest.mark.parametrize("words", ["", "[]", '{"type": 1}', '{"a": 1, "a": 2}', "x"])
def test_what_is_no_manifest_is_refused(words: str, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"x")
    (tmp_path / "x.manifest.json").write_text(words)
    found = CliRunner().invoke(verify_build, [str(file)])
    assert found.exit_code == 1
    assert "Refused" in found.output
