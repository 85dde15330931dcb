"""Letters that nobody sees: taken out of lines, but where a script writes with them.

They make two names that look like one, a name that looks like none, and a file whose
name reads backwards. What shows nothing is Unicode's Default_Ignorable_Code_Point, with
its controls and a blank of Braille; where joiners and variants mean something is what
IDNA (RFC 5892, A.1 and A.2) and UAX 31 say, a little simplified.
"""

import re
import unicodedata

CONTROLS = "\x7f-\x84\x86-\x9f\ufff9-\ufffb"
IGNORABLE = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
BLANK = "\u2800"
# The flag of a region is named by letters behind it that nobody sees.
FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
UNSEEN = re.compile(f"({FLAG})|[{CONTROLS}{IGNORABLE}{BLANK}]")
# No language heaps up more signs; hundreds cover what stands above (UTS 39, 5.4).
SIGNS = (
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
HEAP = re.compile(f"({SIGNS}{{4}}){SIGNS}+")
TURNING = re.compile("[\u202d\u202e]")
VIRAMA = 9  # the class of signs that join two letters of an Indic script
WRITTEN_JOINED = ("ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "ADLAM", "MANDAIC")
WITH_VARIANTS = ("CJK", "MONGOLIAN")


def seen(line: str) -> str:
    """The line without what nobody sees in it."""
    if line.isascii():
        return line
    return HEAP.sub(r"\1", UNSEEN.sub(meant, line))


def not_turned(written: str) -> str:
    """Several lines without what has letters read in another order than theirs."""
    return TURNING.sub("", written)


def meant(found: re.Match[str]) -> str:
    """The letter where it does something for its neighbours, and nothing elsewhere."""
    letter, at = found.group(), found.start()
    before, after = found.string[at - 1 : at], found.string[at + 1 : at + 2]
    is_meant = found[1] or (before and changes(letter, before, after))
    return letter if is_meant else ""


def changes(letter: str, before: str, after: str) -> bool:
    match letter:
        case "\u200c":
            return joins(before) or is_of(WRITTEN_JOINED, before, after)
        case "\u200d":
            return joins(before) or (is_drawn(before) and is_drawn(after))
        case "\ufe0e" | "\ufe0f":
            return unicodedata.category(before)[0] in "SPN"
        case _:
            return is_variant(letter) and is_of(WITH_VARIANTS, before)


def joins(before: str) -> bool:
    return unicodedata.combining(before) == VIRAMA


def is_of(scripts: tuple[str, ...], *letters: str) -> bool:
    return all(one and unicodedata.name(one, "").startswith(scripts) for one in letters)


def is_drawn(letter: str) -> bool:
    """Whether it is a picture, or says of one how it is drawn."""
    return letter == "\ufe0f" or (
        letter != "" and unicodedata.category(letter) in {"So", "Sk"}
    )


def is_variant(letter: str) -> bool:
    return "VARIATION SELECTOR" in unicodedata.name(letter, "")
