"""One letter over SMTP, and what the server's answer means for it."""

import ssl
from dataclasses import dataclass
from datetime import timedelta
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from smtplib import (
    SMTP,
    SMTP_SSL,
    SMTPDataError,
    SMTPException,
    SMTPNotSupportedError,
    SMTPRecipientsRefused,
    SMTPResponseException,
)
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from cocreate.config import current
from cocreate.kernel.mail.letters import Letter, State
from cocreate.kernel.text import tidy_line

SMTP_SECONDS = 20
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
# A server that is away or breaks off; an address that is none, which the library
# says in three ways.
UNSENT = (OSError, SMTPException, MessageError, ValueError, LookupError)
UNWRITABLE = (MessageError, ValueError, LookupError, SMTPNotSupportedError)
NEVER = 500
FULL = b"5.2.2"  # a mailbox that is full today may have room tomorrow
UNWELCOME = b"5.7."  # it is our letter or our server that is refused, not the address


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try: where the letter stands now, and the server's own words."""

    state: State
    answer: str
    returns: bool = False  # whether the address itself sends mail back
    pause: timedelta | None = None  # how long the server asks us to wait


class Remembering(SMTP):
    """A client that remembers what the server answered to the letter."""

    answered = ""

    def data(self, msg: Any) -> tuple[int, bytes]:
        code, words = super().data(msg)
        self.answered = said(code, words)
        return code, words


class RememberingSsl(SMTP_SSL, Remembering):
    """The same, in TLS from its first word."""


def connect() -> Remembering:
    """A server that has greeted us and knows who we are."""
    parts = urlsplit(current().mail_url or "")
    secure = parts.scheme == "smtps"
    trust = ssl.create_default_context()
    port = parts.port or (465 if secure else 25)
    server = opened(parts.hostname or "", port, trust if secure else None)
    try:
        server.ehlo_or_helo_if_needed()  # what it offers is not known before
        if not secure and server.has_extn("starttls"):
            server.starttls(context=trust)
            secure = True
        sign_in(server, parts, secure=secure)
    except BaseException:
        server.close()
        raise
    return server


def sign_in(server: SMTP, parts: SplitResult, *, secure: bool) -> None:
    if not parts.username:
        return
    if not secure and parts.hostname not in LOCAL:
        raise SMTPNotSupportedError("Not signed in: the server offers no TLS.")
    server.login(unquote(parts.username), unquote(parts.password or ""))


def opened(host: str, port: int, trust: ssl.SSLContext | None) -> Remembering:
    if trust is None:
        return Remembering(host, port, timeout=SMTP_SECONDS)
    return RememberingSsl(host, port, timeout=SMTP_SECONDS, context=trust)


def deliver(server: Remembering, letter: Letter) -> Outcome:
    """Give one letter to the server; what it answers decides what becomes of it."""
    try:
        server.send_message(
            compose(letter),
            from_addr=current().mail_bounces_to or parseaddr(current().mail_from)[1],
            to_addrs=[letter.to_address],
        )
    except UNSENT as failure:
        return judge(failure)
    return Outcome(State.SENT, server.answered)


def judge(failure: Exception) -> Outcome:
    """4xx and what broke off: later. 5xx: never, and perhaps for that address."""
    match failure:
        case SMTPRecipientsRefused(recipients=recipients) if recipients:
            code, words = next(iter(recipients.values()))
            refused = code >= NEVER and FULL not in words
            return Outcome(
                State.REFUSED if refused else State.WAITING,
                said(code, words),
                returns=refused and UNWELCOME not in words,
            )
        case SMTPDataError(smtp_code=code, smtp_error=words):
            state = State.REFUSED if code >= NEVER else State.WAITING
            return Outcome(state, said(code, words))
        case SMTPResponseException(smtp_code=code, smtp_error=words):
            return Outcome(State.WAITING, said(code, words))
        case _ if isinstance(failure, UNWRITABLE):
            return Outcome(State.REFUSED, repr(failure)[:300])
        case _:
            return Outcome(State.WAITING, repr(failure)[:300])


def said(code: int, words: bytes | str) -> str:
    """What the server said, as one line."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return tidy_line(f"{code} {text}")[:300]


def compose(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    from_name, from_address = parseaddr(current().mail_from)
    message["From"] = Address(from_name, addr_spec=from_address)
    message["To"] = Address(as_said(letter.to_name), addr_spec=letter.to_address)
    message["Subject"] = as_said(letter.subject)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


def as_said(words: str) -> str:
    """One line of a header, of which nothing is read as the code for other letters.

    The standard library decodes what stands between `=?` and `?=`, line ends too, and
    would write them out: as another header, or as the letter's beginning.
    """
    return tidy_line(words).replace("=?", "= ?")
