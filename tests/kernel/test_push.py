"""Web push as its standards write it, and to no machine that is not everybody's."""

import json
import socket
import threading
import time
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from cocreate.config import Settings, use
from cocreate.kernel import push
from cocreate.kernel.push import Address, asking
from cocreate.kernel.push.sealing import MOST_WORDS, RECORD, seal, seal_with
from tests.pushing import FarBrowser, decoded

PUBLIC = "https://push.example.net/send/abc?d=1"
# RFC 8291, section 5.
WORDS = b"When I grow up, I want to be a watermelon"
THEIR_KEY = (
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6S"
    "RpkNtoIAiw4"
)
THEIR_SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OUR_NUMBER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
    "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Q"
    "ulcy4a-fN"
)


def test_the_example_of_the_standard_is_sealed_to_the_letter() -> None:
    own = ec.derive_private_key(
        int.from_bytes(decoded(OUR_NUMBER), "big"), ec.SECP256R1()
    )
    address = Address(endpoint=PUBLIC, key=THEIR_KEY, secret=THEIR_SECRET)
    sealed = seal_with(WORDS, address, own=own, salt=decoded(SALT))
    assert sealed == decoded(SEALED)


def test_the_longest_words_fill_one_record() -> None:
    browser = FarBrowser(PUBLIC)
    words = json.dumps({"x": "x" * (MOST_WORDS - 9)}).encode()
    assert len(words) == MOST_WORDS
    assert len(seal(words, browser.address)) == RECORD
    assert browser.opened(seal(words, browser.address)) == json.loads(words)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://push.example.net/x",
        "ftp://push.example.net/x",
        "https://",
        "https://127.0.0.1/x",
        "https://10.0.0.7/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.7]/x",
        "https://[fd00::1]/x",
        "https://[2002:7f00:1::]/x",
        "https://[64:ff9b::10.0.0.7]/x",
        "https://[64:ff9b:1::10.0.0.7]/x",
        "https://[fec0::7]/x",
        "https://[::10.0.0.7]/x",
        "https://[::ffff:0:10.0.0.7]/x",
        "https://somebody@push.example.net/x",
        "https://push.example.net:port/x",
        "https://push.example.net/a b",
        "https://push.example.net/\r\nHost: a",
        "https://push.example.net/" + "x" * 1000,
    ],
)
def test_an_address_that_is_nobodys_to_ask_is_refused(
    app: Flask, endpoint: str
) -> None:
    assert push.refusal_of(FarBrowser(endpoint).address)
    assert push.refusal_of(FarBrowser(PUBLIC).address) is None


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("key", "secret"),
    [("", ""), ("x", THEIR_SECRET), (THEIR_KEY, "x"), ("A" * 87, THEIR_SECRET)],
)
def test_keys_that_are_none_are_refused(app: Flask, key: str, secret: str) -> None:
    address = Address(endpoint=PUBLIC, key=key, secret=secret)
    assert push.refusal_of(address)


@pytest.mark.sqlite
@pytest.mark.parametrize("number", ["127.0.0.1", "10.1.2.3", "fe80::1%eth0", "::1"])
def test_a_name_that_leads_into_a_private_network_is_not_called(
    app: Flask, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_up(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(PermissionError):
        asking.ask(PUBLIC, b"", {})


@pytest.mark.sqlite
def test_who_answers_one_letter_at_a_time_is_not_waited_for(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(settings.model_copy(update={"push_anywhere": True}))
    monkeypatch.setattr(asking, "SECONDS", 0.2)
    has_said_all = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as slow:
        told = (slow, has_said_all)
        threading.Thread(target=answer_slowly, args=told, daemon=True).start()
        with pytest.raises(asking.UNHEARD):
            asking.ask(f"http://127.0.0.1:{slow.getsockname()[1]}/", b"", {})
        assert not has_said_all.is_set()  # which takes it a minute


def answer_slowly(slow: socket.socket, has_said_all: threading.Event) -> None:
    asking_one, _ = slow.accept()
    with suppress(OSError), asking_one:
        for _ in range(1_200):
            asking_one.sendall(b"H")
            time.sleep(0.05)
        has_said_all.set()
