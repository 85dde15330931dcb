"""Letters leave by SMTP or lie in a folder; none is lost, none is sent twice."""

import ssl
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from cocreate.config import Settings, use
from cocreate.kernel import mail
from cocreate.kernel.clock import now
from cocreate.kernel.db import db
from cocreate.kernel.mail import Letter, smtp
from tests.mailing import OpenOffice, PostOffice

pytestmark = pytest.mark.usefixtures("app")
PASSWORD = "a password of the tests"
SENDER = f"sender:{PASSWORD.replace(' ', '%20')}@"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that signed itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(
            pem,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def trust_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def a_letter(to_address: str = "ada@example.org", to_name: str = "Ada") -> None:
    mail.post(to_address=to_address, to_name=to_name, subject="Hello", text="It moved.")
    db.session.commit()


def letters() -> list[Letter]:
    db.session.rollback()
    return [*db.session.scalars(select(Letter).order_by(Letter.id))]


def test_a_letter_leaves_once(settings: Settings, open_office: OpenOffice) -> None:
    office = open_office()
    use(settings.model_copy(update={"mail_url": office.url()}))
    a_letter()
    assert [mail.send_due(), mail.send_due()] == [1, 0]
    (received,) = office.received
    assert message_from_bytes(received)["To"] == "Ada <ada@example.org>"
    assert letters()[0].sent_at is not None


def test_without_a_server_letters_are_kept_to_be_read() -> None:
    a_letter()
    assert mail.send_due() == 0
    assert [letter.text for letter in mail.newest_letters()] == ["It moved."]


def test_a_folder_takes_letters_as_files(settings: Settings, tmp_path: Path) -> None:
    use(settings.model_copy(update={"mail_folder": tmp_path / "letters"}))
    a_letter()
    assert mail.send_due() == 1
    (file,) = (tmp_path / "letters").glob("*.eml")
    assert b"It moved." in file.read_bytes()


def test_a_server_that_is_away_is_asked_again_later(
    settings: Settings, open_office: OpenOffice
) -> None:
    office = PostOffice()
    use(settings.model_copy(update={"mail_url": office.url()}))
    a_letter()
    assert mail.send_due() == 0
    assert "refused" in (letters()[0].failure or "")
    office.open()
    assert mail.send_due() == 0  # not at once: it is given a minute
    with travel(now() + timedelta(minutes=2)):
        assert mail.send_due() == 1
    office.close()
    assert letters()[0].failure is None


@pytest.mark.parametrize("address", ["no address at all", "two@@example.org", ""])
def test_a_letter_that_cannot_be_written_keeps_no_other_waiting(
    settings: Settings, open_office: OpenOffice, address: str
) -> None:
    office = open_office()
    use(settings.model_copy(update={"mail_url": office.url()}))
    a_letter(address)
    a_letter()
    assert mail.send_due() == 1
    assert [letter.sent_at is None for letter in letters()] == [True, False]


@pytest.mark.parametrize("name", ["", "Ada, Countess of Lovelace", "Zoë 张", 'The "1"'])
def test_whatever_people_call_themselves_is_an_address(
    settings: Settings, open_office: OpenOffice, name: str
) -> None:
    office = open_office()
    use(settings.model_copy(update={"mail_url": office.url()}))
    a_letter(to_name=name)
    assert mail.send_due() == 1


@pytest.mark.sqlite
def test_no_name_and_no_title_writes_a_header_of_its_own(app: Flask) -> None:
    assert app.testing
    said = "=?utf-8?q?Hello=0D=0ABcc:_eve@example.org?="
    mail.post(to_address="ada@example.org", to_name=said, subject=said, text="It.")
    db.session.commit()
    sent = message_from_bytes(smtp.compose(letters()[0]).as_bytes())
    assert (sent["Bcc"], sent["To"].endswith("<ada@example.org>")) == (None, True)


def test_a_password_is_told_through_tls_to_a_server_that_is_vouched_for(
    settings: Settings,
    open_office: OpenOffice,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = open_office(tls_context=trust_of(certificate))
    url = office.url(SENDER).replace("127.0.0.1", "localhost")
    use(settings.model_copy(update={"mail_url": url}))
    a_letter()
    assert mail.send_due() == 0  # nobody vouches for it yet
    assert office.passwords == []
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with travel(now() + timedelta(minutes=2)):
        assert mail.send_due() == 1
    assert office.passwords == [PASSWORD.encode()]


def test_a_password_is_not_told_in_the_open(
    settings: Settings,
    open_office: OpenOffice,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = open_office(auth_require_tls=False)
    monkeypatch.setattr(smtp, "LOCAL", frozenset())
    use(settings.model_copy(update={"mail_url": office.url(SENDER)}))
    a_letter()
    assert mail.send_due() == 0
    assert office.passwords == []
    assert "TLS" in (letters()[0].failure or "")
