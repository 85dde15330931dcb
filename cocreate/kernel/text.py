"""What people write, made safe to show. The only place that trusts HTML."""

import re
from collections.abc import Sequence
from html import unescape
from typing import Any

import bleach
import nh3
from bleach import html5lib_shim
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from cocreate.kernel.mentions import Called, link_mentions
from cocreate.kernel.unseen import not_turned, seen

TAGS = frozenset(
    {"a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "img", "li"}
    | {
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
SAFE_LINK = re.compile(r"(https?://|mailto:|#|/(?![/\\]))", re.IGNORECASE)
ANY_TEXT = re.compile(r".*", re.DOTALL)
ALIGNMENT = re.compile(r"align-(left|right|center)")
ATTRIBUTES = {
    ("a", "href"): re.compile(SAFE_LINK.pattern + ".*", re.DOTALL | re.IGNORECASE),
    ("a", "title"): ANY_TEXT,
    ("img", "src"): re.compile(r"/(?![/\\]).*"),
    ("img", "alt"): ANY_TEXT,
    ("td", "class"): ALIGNMENT,
    ("th", "class"): ALIGNMENT,
}
LARGEST_HEADING = 3


def keep_attribute(tag: str, name: str, value: str) -> bool:
    """Links lead to the web, to mail, or stay here; pictures are our own.

    bleach alone keeps `javascript:123`, which it reads as a host and a port.
    """
    check = ATTRIBUTES.get((tag, name))
    return check is not None and bool(check.fullmatch(value))


def align_by_class(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """Tables align by class: the content policy drops the style markdown-it writes."""
    token = tokens[index]
    style = str(token.attrs.pop("style", ""))
    if style:
        token.attrs["class"] = f"align-{style.removeprefix('text-align:')}"
    return renderer.renderToken(tokens, index, options, env)


def lower_headings(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any
) -> str:
    """A page has its own h1 and h2; what people write starts below them."""
    token = tokens[index]
    level = min(int(token.tag[1:]) + LARGEST_HEADING - 1, 5)
    token.tag = f"h{level}"
    return renderer.renderToken(tokens, index, options, env)


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable(["table", "strikethrough"])
    parser.core.ruler.push("mentions", link_mentions)
    for rule in ("th_open", "td_open"):
        parser.add_render_rule(rule, align_by_class)
    for rule in ("heading_open", "heading_close"):
        parser.add_render_rule(rule, lower_headings)
    return parser


PARSER = make_parser()
CLEANER = bleach.sanitizer.Cleaner(
    tags=TAGS,
    attributes=keep_attribute,
    protocols=["http", "https", "mailto"],
    strip=True,
)


def open_politely(attributes: Any, new: bool = False) -> Any:  # noqa: ARG001, FBT001, FBT002 - bleach's signature
    """Links that people write pass no reputation on."""
    href = str(attributes.get((None, "href"), ""))
    if not SAFE_LINK.match(href):
        return None
    if not href.startswith(("#", "/")):
        attributes[(None, "rel")] = "nofollow ugc noopener"
    return attributes


# bleach's own looks for parentheses and labels without end, which takes it seconds for
# as many as a text may hold; a label of a name on the web has 63 letters at most.
SCHEMES = "|".join(sorted(html5lib_shim.allowed_protocols))
ENDINGS = "|".join(sorted(bleach.linkifier.TLDS))
ADDRESS = re.compile(
    rf"""\({{0,9}}
    \b(?<![@.])(?:(?:{SCHEMES}):/{{0,3}}(?:(?:\w+:)?\w+@)?)?
    ([\w-]{{1,63}}\.){{1,9}}(?:{ENDINGS})(?:\:[0-9]+)?(?!\.\w)\b
    (?:[/?][^\s\{{\}}\|\\\^`<>"]*)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
LINKER = bleach.linkifier.Linker(
    callbacks=[open_politely], skip_tags={"pre", "code"}, url_re=ADDRESS
)

# Most of what people write is paragraphs and lists. The parser escapes every tag that
# was typed, so where it made none but these there is nothing for bleach to take out,
# and without a dot inside a word there is no address: nine times faster.
UNCOMMON = re.compile(
    r"<(?!/?(?:p|em|strong|ul|ol|li|blockquote)>|br />)|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
MAY_LINK = re.compile(r"<a[ >]|\w\.\w")
CODE = re.compile(r"<code\b[^>]*>.*?</code>", re.DOTALL)
ESCAPED_TWICE = re.compile(r"&amp;(?=(?:amp|lt|gt|quot);)")


def escape_once(code: re.Match[str]) -> str:
    """Bleach's linkifier escapes what it skips, which was escaped before."""
    return ESCAPED_TWICE.sub("&", code.group())


# A line of letters and such stops as mean nothing in Markdown, nor in HTML.
STOPS = " ,;:?!()%\u20ac\xbf\xa1\xab\xbb\u201c\u201d\u2019\u2013\u2026"
PLAIN = re.compile(rf"[^\W\d_](?:[^\W_]|[{STOPS}]|\.(?![\w.]))*(?<! )")


def render_markdown(written: str, called: Called | None = None) -> str:
    """Markdown to the few tags we know. Rendered once, when saved; kept as HTML.

    `called`: where the people lead whom it calls by name.
    """
    if PLAIN.fullmatch(written):
        return f"<p>{written}</p>\n"
    return parsed(written, called)


def parsed(written: str, called: Called | None = None) -> str:
    html = PARSER.render(written, {"called": called})
    if UNCOMMON.search(html):
        html = CLEANER.clean(html)
    if MAY_LINK.search(html):
        html = CODE.sub(escape_once, LINKER.linkify(html))
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes={
            "a": {"href", "title", "rel"},
            "img": {"src", "alt"},
            "td": {"class"},
            "th": {"class"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


SafeHtml = Markup


def trusted(html: str) -> Markup:
    """HTML that `render_markdown` made, ready for a template."""
    return Markup(html)  # noqa: S704 - the only door; what comes here was cleaned above


def calm(html: str) -> SafeHtml:
    """A letter's HTML as a page may show it: its words and links, without its looks."""
    _, _, words = html.rpartition('class="letter">')
    return trusted(
        nh3.clean(
            words,
            tags=TAGS - {"img"},
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow",
        )
    )


def plain_of(html: str) -> str:
    """The words of rendered HTML, for search, mails and excerpts."""
    spaced = re.sub(r"</(p|li|h\d|blockquote|tr|pre)>|<br\s*/?>", " ", html)
    return " ".join(unescape(nh3.clean(spaced, tags=set())).split())


def excerpt_of(html: str, most: int = 220) -> str:
    """The first words, cut at a word, at most `most` characters."""
    words = plain_of(html)
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.- ") + "…"


def tidy(written: str) -> str:
    """What was typed, in one kind of line ends, without characters nobody can see.

    NUL cannot be stored by PostgreSQL; lone surrogates cannot be encoded at all.
    """
    text = written.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    text = text.encode("utf-8", "replace").decode("utf-8")
    return not_turned(re.sub(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text)).strip()


def tidy_line(written: str) -> str:
    """One line: every run of white space is a single space, and all of it is seen."""
    return " ".join(seen(tidy(written)).split())
