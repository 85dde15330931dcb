"""Markup as text: what of it a parser need not be shown twice, and its forms alone."""

import re
from html import unescape

ESCAPED = "&(?:amp|lt|gt|quot|#34|#39);"
VALUE = re.compile(rf'(?<!type)="(?:[^"&<>]++|{ESCAPED})*+"')
WORDS = re.compile(rf'>((?:[^"&<>]++|{ESCAPED})++)(?=<)')
SPACE = " \t\n\f\r"
NONCE = re.compile(r' nonce="[^"]*"')
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
AROUND = (
    '<!doctype html><html lang="en"><head><title>x</title></head><body>',
    "</body></html>",
)
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
ACTION = re.compile(r'<form\b[^>]*\baction="([^"]*)"')
CONTROL = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
WRONG = re.compile(r'\bname="([^"]*)"[^<>]*\baria-invalid="true"')
SAID = re.compile(r'\b(name|type)="([^"]*)"')


def without_nonce(page: str) -> str:
    """A page to be compared with another: each is made with a nonce of its own."""
    return NONCE.sub("", page)


def shape_of(page: str) -> str:
    """A page without what no parser stumbles over: plain words and plain values.

    Between two tags it matters whether there is more than space, and of a value only
    the kind of a control. Whatever holds a quote, a sign of markup or another escape
    than our own stays as it is.
    """
    return WORDS.sub(plain, VALUE.sub('="v"', page))


def plain(words: re.Match[str]) -> str:
    return ">x" if words[1].strip(SPACE) else "> "


def pieces_of(page: str) -> tuple[str, ...]:
    """A page in two: what is around its main part, and that part on a page of its own.

    What is left open in one of them is wrong there, as it is on the whole page.
    """
    found = MAIN.search(page)
    if found is None or page.lstrip()[:9].lower() != "<!doctype":
        return (page,)
    begins, ends = page[: found.start()], page[found.end() :]
    around, after = AROUND
    return f"{begins}<main></main>{ends}", f"{around}{found[0]}{after}"


def forms_in(page: str) -> list[str]:
    """The markup of each form of a page; none stands in another."""
    return FORM.findall(page)


def action_in(form: str) -> str | None:
    found = ACTION.search(form)
    return found[1] if found else None


def controls_in(form: str) -> frozenset[tuple[tuple[str, str], ...]]:
    """The controls of a form by name and kind, without their values."""
    return frozenset(tuple(sorted(SAID.findall(one))) for one in CONTROL.findall(form))


def wrong_in(page: str) -> set[str]:
    """The names of the controls that say of themselves that they are wrong."""
    found = (WRONG.search(control) for control in CONTROL.findall(page))
    return {unescape(one[1]) for one in found if one}
