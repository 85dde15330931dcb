"""What is read quickly is what html5lib reads, to the last error."""

from typing import Any

import pytest
from html5lib import HTMLParser
from html5lib.html5parser import ParseError

from tests.client import parse
from tests.markup import pieces_of
from tests.parsing import Parser

WHOLE = (
    '<!doctype html><html lang="en"><head><title>x</title></head>'
    '<body><header>{before}</header><main id="main">{within}</main>{after}</body>'
    "</html>"
)
WRITTEN = (
    'plain <p id="a" class="b c">words<br><img src="a" alt=""/></p >',
    '<a\n href="/a?b=1&amp;c=2" title="&#34;x&#39; &lt;&gt;">b</a>',
    '<textarea name="a">\n<b>&amp;</textarea><input disabled value="" required>',
    '<svg viewBox="0 0 1 1"><path d="M0"/></svg><math><mi>x</mi></math>',
    '<p a="1" a="2">',
    '<p a="&copy;" b="&nosuch;" c="\0" d=\'e\' f=g>',
    '<p a="1"b="2"></p x="1"><br/ ></div/>',
    '<p A="b" <i c="d> <P>',
    '<script>"<p>"</script><title></p></title><style>a</style><!-- <p> -->',
    '<table><p>x</p><tr><td a="b"></table><form><form a="b"></form>',
    "<p x=y / a><=>< p></>&amp;&#0;&x;\0<?a><!b",
    'é\ud800<p lang="\ud800">\x0b\r\n<p a="\r\n" a-b:c.d="e">'
    + "x" * 10_230
    + '<p a="',
)
UNSOUND = ("<p>x</b>", '<a href="/">', "<form>", "&nosuch;", '<p a="1" a="1">x</p>')


def told(kind: type[HTMLParser], markup: str) -> tuple[Any, Any]:
    parser = kind(namespaceHTMLElements=False)
    tree = parser.parse(markup)
    elements = [(one.tag, [*one.items()], one.text, one.tail) for one in tree.iter()]
    return elements, parser.errors


@pytest.mark.parametrize("markup", WRITTEN)
def test_a_tag_is_read_as_html5lib_reads_it(markup: str) -> None:
    for page in (markup, WHOLE.format(before="", within=markup, after="")):
        assert told(Parser, page) == told(HTMLParser, page)


@pytest.mark.parametrize("place", ["before", "within", "after"])
@pytest.mark.parametrize("written", UNSOUND)
def test_what_is_wrong_is_wrong_in_a_piece(written: str, place: str) -> None:
    sound = dict.fromkeys(("before", "within", "after"), "<p>x</p>")
    assert not any(is_wrong(piece) for piece in pieces_of(WHOLE.format(**sound)))
    pieces = pieces_of(WHOLE.format(**sound | {place: written}))
    assert any(is_wrong(piece) for piece in pieces)


def is_wrong(piece: str) -> bool:
    try:
        parse(piece)
    except ParseError:
        return True
    return False
