"""Names that are written with signs: `wi-fi`, `BUG-1234`, `3.5mm`, `c++`.

Each is found by its parts, as every word is, and as a whole: with the sign or without.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from cocreate.kernel.words import LONGEST_TERM, bare_of, term_of

JOINT = re.compile(r"\w[-.\u2010\u2011]\w|\w[+#]")
CODE = re.compile(
    r"\b(?:\w{1,40}(?:[-.\u2010\u2011]\w{1,40}){1,5}|[^\W\d_]\w{0,20}(?:\+\+|\#)(?!\w))"
)
NUMBER = re.compile(r"\d+(?:\.\d+)*\w{0,4}")
SIGNS = str.maketrans("", "", "-.\u2010\u2011")


class Code(NamedTuple):
    """A name, kept as one; `is_sign` where its parts would say something else."""

    whole: str
    start: int
    end: int
    is_sign: bool


def codes_in(text: str) -> Iterator[Code]:
    if not JOINT.search(text):
        return
    for found in CODE.finditer(text):
        said = found[0]
        is_sign = said[-1] in "+#" or bool(NUMBER.fullmatch(said))
        whole = bare_of(said) if is_sign else term_of(said.translate(SIGNS))
        yield Code(whole[:LONGEST_TERM], found.start(), found.end(), is_sign)
