"""Passwords: argon2id, at the same cost whether the account exists or not."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cocreate.config import current

LONGEST = 200
COMMON_ONES = """
    12345678 123456789 1234567890 0123456789 12345678910 123456789a a123456789
    1234567891 0987654321 9876543210 987654321 1122334455 1234512345 12341234
    11223344 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 1qaz2wsx3edc zaq12wsx qazwsxedc
    qwertyui qwertyuiop qwertzuiop azertyuiop asdfghjkl asdfghjkl1 qwerty123
    qwerty1234 qwerty12345 qwerty123456 qwertyuiop1 q1w2e3r4t5 1q2w3e4r5t6y
    abcd1234 abc12345 abc123456 abcdefgh abcdefghij abcdefghijk a1b2c3d4e5
    password password1 password12 password123 password1234 password12345
    passw0rd p@ssw0rd p@ssword1 p@ssw0rd123 pa55word mypassword newpassword
    thepassword yourpassword motdepasse contraseña passwort wachtwoord
    iloveyou iloveyou1 iloveyou12 iloveyou123 ilovejesus loveyou123 sunshine
    sunshine1 sunshine123 princess princess1 princess123 football football1
    football123 baseball baseball1 basketball superman superman1 superman123
    batman123 spiderman spiderman1 starwars starwars1 pokemon123 michelle
    jennifer jennifer1 jessica1 charlie123 michael123 jordan2323 liverpool
    liverpool1 arsenal123 chelsea123 barcelona barcelona1 realmadrid juventus
    manchester computer internet whatever whatever1 trustno1 letmein1 letmein123
    letmein1234 welcome1 welcome12 welcome123 welcome1234 admin123 admin1234
    admin12345 administrator changeme changeme1 changeme123 default123 guest12345
    hello12345 helloworld helloworld1 monkey1234 dragon1234 master1234 shadow1234
    secret1234 summer2024 summer2025 winter2024 winter2025 spring2025 autumn2025
    january2025 december2025 test123456 testtest123 testing123 samsung123
    google1234 facebook1 cocreate1 cocreate12 cocreate123
"""
COMMON = frozenset(COMMON_ONES.split())


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
    return bool({typed, bare} & COMMON) or len(set(typed)) <= 2  # noqa: PLR2004 - aaaa, abab
