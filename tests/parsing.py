"""HTML5 as html5lib reads it, in two thirds of the time: most tests wait for it.

html5lib takes a tag letter by letter. One that is written plainly, as ours are, is
taken here at once; any other it reads itself, and says what is wrong with it.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from html5lib import HTMLParser
from html5lib._tokenizer import HTMLTokenizer
from html5lib.constants import tokenTypes

VALUE = r'[^"&\0]*+(?:&(?:amp|lt|gt|quot|#34|#39);[^"&\0]*+)*+'
TAG = re.compile(
    r"<(/?+)([a-z][a-z0-9]*+)"
    rf'((?:[ \t\n\f]++[a-z][a-z0-9_:.-]*+(?:="{VALUE}")?+(?=[ \t\n\f/>]))*+)'
    r"[ \t\n\f]*+(/?+)>"
)
ATTRIBUTE = re.compile(rf'([a-z][a-z0-9_:.-]*+)(?:="({VALUE})")?+')
ESCAPE = re.compile("&(amp|lt|gt|quot|#34|#39);")
MEANT = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "#34": '"', "#39": "'"}
START, END = tokenTypes["StartTag"], tokenTypes["EndTag"]


class Tokenizer(HTMLTokenizer):
    """Takes a plain tag in one step."""

    def dataState(self) -> bool:  # noqa: N802 - as html5lib names it
        found = TAG.match(self.stream.chunk, self.stream.chunkOffset)
        token = token_of(*found.groups()) if found else None
        if found is None or token is None:
            return bool(super().dataState())
        self.stream.chunkOffset = found.end()
        self.currentToken = token
        self.tokenQueue.append(token)
        return True


def token_of(slash: str, name: str, said: str, empty: str) -> Any:
    """What html5lib makes of this tag; None where it finds something wrong."""
    if slash:
        if said or empty:
            return None
        return {"type": END, "name": name, "data": [], "selfClosing": False}
    pairs = ATTRIBUTE.findall(said)
    values = {key: ESCAPE.sub(meant, text) for key, text in pairs}
    if len(values) < len(pairs):
        return None
    return {
        "type": START,
        "name": name,
        "data": values,
        "selfClosing": bool(empty),
        "selfClosingAcknowledged": False,
    }


def meant(escape: re.Match[str]) -> str:
    return MEANT[escape[1]]


class Parser(HTMLParser):
    """html5lib's own, which is handed tags by the tokenizer above."""

    def _parse(
        self,
        stream: Any,
        innerHTML: bool = False,  # noqa: FBT001, FBT002, N803 - as html5lib's
        container: str = "div",
        scripting: bool = False,  # noqa: FBT001, FBT002 - as html5lib's
        **said: Any,
    ) -> None:
        self.innerHTMLMode = innerHTML
        self.container = container
        self.scripting = scripting
        self.tokenizer = Tokenizer(stream, parser=self, **said)
        self.reset()
        self.mainLoop()


def tree_of(page: str) -> Element:
    """A page as elements without a namespace, whatever is wrong with it."""
    tree: Element = Parser(namespaceHTMLElements=False).parse(page)
    return tree
