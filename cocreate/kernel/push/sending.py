"""Words for browsers are letters, too: claimed, sent and kept as the others are."""

import json
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from secrets import token_hex

from cocreate.kernel.mail.letters import Letter, State, put_letter
from cocreate.kernel.mail.sending import claim, due_letters, keep
from cocreate.kernel.mail.smtp import Outcome
from cocreate.kernel.push.address import Address, address_of
from cocreate.kernel.push.asking import UNHEARD, Answer, ask
from cocreate.kernel.push.sealing import seal
from cocreate.kernel.push.voucher import voucher
from cocreate.kernel.text import tidy_line

LIVES_SECONDS = 86_400  # how long a push service keeps what a sleeping browser missed
SAID_YES = range(200, 300)
GONE = frozenset({404, 410})
LATER = frozenset({408, 425, 429})
LONGEST_BODY = 400


def write(
    addresses: Iterable[Address],
    *,
    to_address: str,
    to_name: str,
    title: str,
    body: str,
    link: str,
) -> str:
    """Write the same words for each browser of a person; give what names them all."""
    name = f"push-{token_hex(16)}"
    for address in addresses:
        put_letter(
            goes=True,
            to_address=to_address,
            to_name=to_name,
            subject=title,
            text=f"{tidy_line(body)[:LONGEST_BODY]}\n{link}",
            message_id=name,
            push_to=address.written(),
        )
    return name


def push_due(most: int = 50) -> int:
    """Send what is due to browsers; say how much left."""
    return sum(push(letter_id) for letter_id in due_letters(most, pushed=True))


def push(letter_id: int) -> int:
    letter = claim(letter_id)
    if letter is None:
        return 0
    outcome = deliver(letter)
    keep(letter.id, outcome)
    return int(outcome.state is State.SENT)


def deliver(letter: Letter) -> Outcome:
    """Give it to the push service; what it answers decides what becomes of it."""
    address = address_of(letter.push_to or "")
    body, _, link = letter.text.rpartition("\n")
    try:
        sealed = seal(words_of(letter.subject, body, link), address)
        return judge(ask(address.endpoint, sealed, head_of(address.endpoint, link)))
    except UNHEARD as failure:
        return Outcome(State.WAITING, repr(failure)[:300])


def words_of(title: str, body: str, link: str) -> bytes:
    """What a browser reads, by itself where it can (Declarative Web Push)."""
    told = {"title": title, "body": body, "navigate": link, "tag": tag_of(link)}
    said = {"web_push": 8030, "notification": told}
    return json.dumps(said, ensure_ascii=False).encode()


def head_of(endpoint: str, link: str) -> dict[str, str]:
    return {
        "Authorization": voucher(endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LIVES_SECONDS),
        "Topic": tag_of(link),
        "Urgency": "normal",
    }


def tag_of(link: str) -> str:
    """The newest words about a page take the place of those not read yet."""
    page = link.partition("#")[0]
    return sha256(page.encode()).hexdigest()[:32]


def judge(said: Answer) -> Outcome:
    """2xx: it has it. 404 and 410: the browser is gone. What may pass: later."""
    answer = tidy_line(f"{said.status} {said.words}")[:300]
    match said.status:
        case status if status in GONE:
            return Outcome(State.REFUSED, answer, returns=True)
        case status if status in LATER or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Outcome(State.WAITING, answer, pause=pause_of(said.later))
        case status if status in SAID_YES:
            return Outcome(State.SENT, answer)
        case _:
            return Outcome(State.REFUSED, answer)


def pause_of(later: str) -> timedelta | None:
    """How long a push service asks us to wait, within the life of the words."""
    seconds = int(later) if later.isascii() and later.isdigit() else 0
    return timedelta(seconds=min(seconds, LIVES_SECONDS)) if seconds else None
