"""One after another: what somebody does at once is counted as it was done in turn."""

from zlib import crc32

from sqlalchemy import Integer, bindparam, func, select

from cocreate.kernel.db import ask, dialect

# Numbers of 32 bits with a sign, as PostgreSQL has them for a lock of two.
SMALLEST, WHOLE = -(2**31), 2**32
TURN = select(
    func.pg_advisory_xact_lock(
        bindparam("name", type_=Integer), bindparam("key", type_=Integer)
    )
)


def take_turn(name: str, key: int) -> None:
    """Wait until nobody else does this of `key`; it is ours until the transaction ends.

    Taken before the question: what is counted next is counted with what others wrote.
    No row is held by it, so that it can be taken behind any that are. SQLite has one
    writer at a time, and nothing to wait for.
    """
    if dialect() == "postgresql":
        ask(TURN, name=signed(crc32(name.encode())), key=signed(key))


def signed(number: int) -> int:
    return (number - SMALLEST) % WHOLE + SMALLEST
