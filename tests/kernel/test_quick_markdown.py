"""What is rendered quickly is what bleach and its linkifier would have made of it."""

import time

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cocreate.kernel import text
from cocreate.kernel.text import render_markdown
from tests.exploring import examples

WORDS = ("word", "two words", "a.b", "www.example.org", "http://x", "é.ü", "mailto:a@b")
LINKS = ("[x](mailto:a@b)", "[x](javascript:1)", "[x](/y)", "![p](/q)", "<a href=x>")
TYPED = ("<b>", "<p>", "</p>", "</ul>", "<br />", "&amp;", "&lt;p&gt;", "<", ">", "&")
MARKS = (
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "- ",
    "1. ",
    "> ",
    "# ",
    "---\n",
    "\\",
    "'",
)
TABLE = "|a|b|\n|-|-|\n|c|d|"
SPACE = (
    "\n",
    "\n\n",
    "\t",
    " ",
    "\u200b",
    "\u202e",
    "\u00a0",
    "|a|b|\n|-|-|\n|c|d|",
    '"',
)
PIECES = (*WORDS, *LINKS, *TYPED, *MARKS, *SPACE)


def rendered_in_full(written: str) -> str:
    html = text.LINKER.linkify(text.CLEANER.clean(text.PARSER.render(written)))
    html = text.CODE.sub(text.escape_once, html)
    return nh3.clean(
        html,
        tags=set(text.TAGS),
        attributes={
            "a": {"href", "title", "rel"},
            "img": {"src", "alt"},
            "td": {"class"},
            "th": {"class"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


@settings(max_examples=examples(300))
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
@example("<wordhttp://x>")  # a link to where none may lead
def test_pieces_of_markdown_come_out_the_same(written: str) -> None:
    assert render_markdown(written) == rendered_in_full(written)


@given(st.text(max_size=80))
def test_any_text_comes_out_the_same(written: str) -> None:
    assert render_markdown(written) == rendered_in_full(written)


@given(st.from_regex(text.PLAIN, fullmatch=True))
def test_a_plain_line_comes_out_the_same(written: str) -> None:
    assert render_markdown(written) == rendered_in_full(written)


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_comes_out_the_same(piece: str) -> None:
    assert render_markdown(f"so {piece} it is") == rendered_in_full(f"so {piece} it is")


def test_code_is_escaped_once() -> None:
    for written in ("`<b> & &lt;`", "`<b> & &lt;` at www.example.org"):
        assert "<code>&lt;b&gt; &amp; &amp;lt;</code>" in render_markdown(written)


@pytest.mark.parametrize("typed", ["http://a.b/" + "(" * 19_000, "a-" * 9_999])
def test_what_might_be_an_address_is_read_in_no_time(typed: str) -> None:
    before = time.process_time()
    render_markdown(typed + " a.com")
    assert time.process_time() - before < 1
