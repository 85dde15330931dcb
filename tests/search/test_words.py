"""Any text is a search, in any script, and gets a useful answer."""

from collections.abc import Callable

import pytest

from cocreate.kernel.policy import STRANGER
from cocreate.search import keeping
from cocreate.search.queries import search
from cocreate.search.words import marked, read_words
from tests.client import ForgetfulClient
from tests.factories import a_product_manager, a_project, actor_of, an_idea
from tests.search.finding import titles
from tests.spending import least_spent

SAID = {
    "Zeig mir den Kontoauszug früher": ("KONTOAUSZUG", "kontoaus", "früher", "fruher"),
    "残高を音声で読み上げる": ("残高", "音声", "読み上げ"),
    "أخبرني قبل الخصم": ("الخصم",),
    "הודע לי לפני החיוב": ("החיוב",),
    "मुझे खाते की सूचना दें": ("सूचना", "खाते"),
    "Straße und Größe": ("STRASSE", "grosse"),
    "Thank you 🎉 for the party": ("🎉",),
    "Don\u2019t let me wait": ("don't", "let", "don\u2019t"),
    "The who and the what": ("the", "the who"),
    "Pay with C++ or 3-D Secure": ("3-d secure", '"secure"', "C++"),
    "Ελληνικά γράμματα": ("ΕΛΛΗΝΙΚΑ", "γραμματα"),
}
ODD = ("", " ", "\0", "+-!", "🎉" * 5_000, "a" * 10_000, "x " * 5_000, "\ud800", "%")


def test_words_are_found_in_every_script(learn: Callable[[], None]) -> None:
    for title in SAID:
        an_idea(title)
    learn()
    for title, questions in SAID.items():
        for typed in questions:
            assert title in titles(typed), typed


@pytest.mark.parametrize("typed", ODD)
def test_odd_texts_are_answered_quickly(typed: str, learn: Callable[[], None]) -> None:
    an_idea("Keep my place in the queue")
    learn()

    def ask() -> None:
        keeping.forget()
        assert not search(STRANGER, typed).is_broken

    assert least_spent(ask) < 0.5


def test_a_misspelt_word_is_answered_with_what_may_be_meant(
    learn: Callable[[], None], client: ForgetfulClient
) -> None:
    an_idea("Freeze my card in one tap")
    an_idea("Zeig mir meinen Kontoauszug")
    an_idea("Tell me over which weeks my overdraft runs")
    learn()
    for typed, meant in (
        ("freze", "freeze"),
        ("fereze my crad", "freeze my card"),
        ("konto auszug", "kontoauszug"),
        ("tapcard", "tap card"),
        ("overdarft", "overdraft"),
    ):
        assert search(STRANGER, typed).meant == meant, typed
    page = client.get("/search?q=freze&kind=idea")
    assert "Did you mean" in page.text
    assert "/search?q=freeze&amp;kind=idea" in page.text
    assert search(STRANGER, "xyzzy").meant is None


def test_what_may_be_meant_is_never_a_word_that_the_reader_may_not_see(
    learn: Callable[[], None],
) -> None:
    manager = a_product_manager()
    an_idea("Project Nightjar", author=manager, project=a_project(private=True))
    learn()
    assert search(STRANGER, "nightjer").meant is None
    assert search(actor_of(manager), "nightjer").meant == "nightjar"


def test_a_word_typed_beyond_its_stem_is_found(learn: Callable[[], None]) -> None:
    an_idea("Announcing every direct debit")
    learn()
    for typed in ("annou", "announc", "announci", "announcin", "announcing"):
        assert titles(typed) == ["Announcing every direct debit"], typed


def test_pairs_of_letters_are_marked_as_one() -> None:
    pieces = marked("残高を音声で読み上げる", read_words("読み上げ"))
    assert [piece.words for piece in pieces if piece.is_hit] == ["読み上げ"]


def test_filters_stay_when_words_are_changed_or_pages_turned(
    learn: Callable[[], None], client: ForgetfulClient
) -> None:
    project = a_project()
    for number in range(45):
        an_idea(f"Quiet hours {number}", project=project)
    learn()
    page = client.get(f"/search?q=quiet&kind=idea&project={project.slug}&page=2")
    assert "45 found, page 2" in page.text
    assert f'name="project" value="{project.slug}"' in page.text
    assert 'name="kind" value="idea"' in page.text
    assert f"project={project.slug}&amp;kind=idea" in page.text
    beyond = client.get("/search?q=quiet&page=9")
    assert "To its first page" in beyond.text
    elsewhere = client.get(f"/search?q=quiet&kind=release&project={project.slug}")
    assert "Look everywhere" in elsewhere.text
