"""Pages of one shape are sound alike, and a form is the same alone as on its page."""

import pytest
from html5lib import parse

from tests.client import parse as read_strictly
from tests.markup import controls_in, forms_in, shape_of

PAGE = (
    '<!doctype html><html lang="en"><head><title>{words}</title></head><body>'
    '<p class="{value}">{words}</p><table><tbody><tr><td>{words}</td></tr></tbody>'
    '</table><input type="hidden" name="a" value="{value}"></body></html>'
)
SOUND = ("word", "two words", "é &amp; &lt;b&gt; &#39;x&#39;", "a = b", "/ > ' - -->")
UNSOUND = ("<b>", "&nosuch;", "&#0;", "</p>", '<a href="', "<!-- x", 'x" x" class="y')


@pytest.mark.parametrize("words", SOUND)
def test_words_make_no_other_shape(words: str) -> None:
    values = {"words": words.replace(">", "&gt;"), "value": words.replace(">", "&gt;")}
    page = PAGE.format(**values)
    read_strictly(page)
    assert shape_of(page) == shape_of(PAGE.format(words="x", value="y"))


@pytest.mark.parametrize("place", ["words", "value"])
@pytest.mark.parametrize("written", UNSOUND)
def test_what_is_unsound_is_never_of_a_sound_shape(written: str, place: str) -> None:
    sound = {"words": "x", "value": "y"}
    page = PAGE.format(**sound | {place: written})
    assert shape_of(page) != shape_of(PAGE.format(**sound))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<table> <tr>", "<table>x<tr>"),
        ('<table><input type="hidden">', '<table><input type="text">'),
        ('<p id="a" class="b">', '<p id="a" id="b">'),
        ("<p></p>", "<p><p></p>"),
    ],
)
def test_what_a_parser_tells_apart_is_of_two_shapes(one: str, other: str) -> None:
    assert shape_of(one) != shape_of(other)


def test_a_form_is_found_with_its_controls() -> None:
    page = '<form action="/a"><input name="b" type="hidden"><select name="c"></form>'
    both = f"<main>{page}<p>{page.replace('hidden', 'text')}</main>"
    assert [*map(len, forms_in(both))] == [len(page), len(page) - 2]
    one, other = map(controls_in, forms_in(both))
    assert one != other
    assert (("name", "c"),) in one & other
    assert parse(page).find(".//*[@name='b']") is not None
