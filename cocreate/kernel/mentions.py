"""People called by name in what is written: "@Lucia Ferran"; not in code or quotes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CALL = re.compile(r"(?<![\w@/.:])@(?=[^\W\d_])")
WORDS = re.compile(r"[^\s@,;:!?()\[\]{}<>\"“”*_`|\\/#]+")
AFTER = re.compile("(['\u2019]s)?[.'\u2019-]*$")  # "Lucia's", "Lucia."
NUMBER = re.compile(r"#(\d{1,15})\b")
MOST_WORDS = 4
MOST_CALLS = 20
PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")

Called = Mapping[str, str]  # where a name, in small letters, leads


def calls_in(written: str) -> list[list[str]]:
    """Each call in a text: the names it may mean, the longest first, as typed.

    Of "@Lucia Ferran, thank you" these are "Lucia Ferran" and "Lucia".
    """
    if "@" not in written:
        return []
    found = [
        [name for name, _ in readings(text.content, call.end())]
        for text in spoken(PARSER.parse(written))
        for call in CALL.finditer(text.content)
    ]
    return found[:MOST_CALLS]


def readings(text: str, start: int) -> list[tuple[str, int]]:
    """The names that begin here and where each ends, the longest first."""
    found: list[tuple[str, int]] = []
    at = start
    while len(found) < MOST_WORDS and (word := WORDS.match(text, at)):
        end = word.start() + len(AFTER.sub("", word[0]))
        name = " ".join(text[start:end].split())
        number = NUMBER.match(text, word.end())
        if number:
            found.append((f"{name}#{number[1]}", number.end()))
        found.append((name, end))
        if end < word.end() or text[word.end() : word.end() + 1] != " ":
            break
        at = word.end() + 1
    return sorted(found, key=lambda reading: -reading[1])


def spoken(tokens: list[Token]) -> Iterator[Token]:
    """The pieces of plain text that the writer says: not code, links or quotes."""
    quoted = 0
    for token in tokens:
        quoted += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        linked = 0
        for child in (token.children or ()) if not quoted else ():
            linked += (child.type == "link_open") - (child.type == "link_close")
            if child.type == "text" and not linked:
                yield child


def link_mentions(state: StateCore) -> None:
    """Let each name that leads somewhere be a link there."""
    called: Called = state.env.get("called") or {}
    if not called:
        return
    wanted = {id(token) for token in spoken(state.tokens)}
    for token in state.tokens:
        if token.children:
            token.children = [
                made
                for child in token.children
                for made in (linked(child, called) if id(child) in wanted else [child])
            ]


def linked(text: Token, called: Called) -> Iterator[Token]:
    done = 0
    for call in CALL.finditer(text.content):
        for name, end in readings(text.content, call.end()):
            address = called.get(name.casefold())
            if address is not None and call.start() >= done:
                yield from plain(text.content[done : call.start()], text.level)
                yield from link(f"@{name.partition('#')[0]}", address, text.level)
                done = end
                break
    yield from plain(text.content[done:], text.level)


def plain(words: str, level: int) -> Iterator[Token]:
    if words:
        yield Token("text", "", 0, content=words, level=level)


def link(words: str, address: str, level: int) -> Iterator[Token]:
    attrs: dict[str, Any] = {"href": address}
    yield Token("link_open", "a", 1, attrs=attrs, level=level)
    yield Token("text", "", 0, content=words, level=level + 1)
    yield Token("link_close", "a", -1, level=level)
