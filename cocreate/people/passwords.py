"""Passwords: argon2id, at the same cost whether the account exists or not."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cocreate.config import current
from cocreate.kernel.places import PACKAGE

LONGEST = 200
COMMONEST = PACKAGE / "people" / "commonest" / "passwords.txt"


def hasher() -> PasswordHasher:
    """One lane: the other cores serve other readers meanwhile."""
    settings = current()
    return PasswordHasher(
        time_cost=settings.password_time_cost,
        memory_cost=settings.password_memory_kib,
        parallelism=1,
    )


def hashed(typed: str) -> str:
    return hasher().hash(typed.encode("utf-8", "replace"))


def is_password(typed: str, kept: str | None) -> bool:
    """Whether this is the password that was kept; as slow where none was."""
    if kept is None:
        hashed(typed)
        return False
    try:
        return hasher().verify(kept, typed.encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False


def renewed(typed: str, kept: str | None) -> str | None:
    """A fresh hash, if the kept one was made with other parameters than today's."""
    if kept is None or not hasher().check_needs_rehash(kept):
        return None
    return hashed(typed)


def why_weak(typed: str, *, besides: tuple[str, ...] = ()) -> str | None:
    """The reason a new password is not taken, or None."""
    least = current().password_least
    if len(typed) < least:
        return f"Use at least {least} characters; a few words together do well."
    if len(typed) > LONGEST:
        return f"Use at most {LONGEST} characters."
    if is_common(typed.lower()):
        return "This password is among the first that are guessed. Choose another."
    if typed.lower() in {word.lower() for word in besides if word}:
        return "Choose something other than your name or address."
    return None


def is_common(typed: str) -> bool:
    bare = typed.rstrip("!.?*# ")
    return not commonest().isdisjoint({typed, bare}) or len(set(typed)) <= 2  # noqa: PLR2004 - aaaa, abab


@cache
def commonest() -> frozenset[str]:
    """What is guessed first: read when the first password is chosen, and kept."""
    return frozenset(COMMONEST.read_text("utf-8").split())
