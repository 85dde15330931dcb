"""Words are bent as the language of a text bends them; names with signs are kept."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER
from cocreate.search.languages import Language, forms_of, language_of
from cocreate.search.queries import search
from cocreate.search.shape import TITLE_WEIGHT, Document, spoken
from cocreate.search.subject import Subject
from tests.exploring import examples
from tests.factories import an_idea
from tests.search.finding import titles

SAID = {
    "Les chevaux et les paiements annoncés dans le journal": ("cheval", "annonces"),
    "Zeig mir die Häuser und die Überweisungen von gestern": ("haus", "überweisung"),
    "Ik wil de betalingen en de huizen op een rij": ("betaling", "betalen"),
    "Quiero las canciones y los pagos de la semana": ("cancion", "canción", "pagar"),
    "Il mio conto non si apre con l\u2019app di domenica": ("domenica", "conto", "app"),
    "La carte et l'argent des vacances": ("argent", "l'argent", "l\u2019argent"),
    "Keep the wi-fi password": ("wi-fi", "wifi", "fi", "WI-FI", "wi fi"),
    "Pay by PSD2 as BUG-1234 says": ("psd2", "BUG-1234", "bug1234", "1234"),
    "A plug of 3.5mm and one of c++": ("3.5mm", "c++", "C++", "plug c++"),
    "Send me an e-mail in the evening": ("email", "e-mails", "mail"),
}


def test_a_text_tells_its_language() -> None:
    assert language_of("Je ne peux pas payer avec ma carte") is Language.FRENCH
    assert language_of("Ich kann nicht mit der Karte zahlen") is Language.GERMAN
    assert language_of("Ik kan niet met mijn kaart betalen") is Language.DUTCH
    assert language_of("No puedo pagar con mi tarjeta") is Language.SPANISH
    for text in ("I cannot pay with my card", "Dark mode", "", "Non posso con la mia"):
        assert language_of(text) is None, text


@settings(max_examples=examples(60))
@given(st.text(max_size=30), st.sampled_from([*Language]))
def test_any_word_can_be_bent(word: str, language: Language) -> None:
    assert 1 <= len(forms_of(word, language)) <= 2


def test_words_are_found_as_their_language_bends_them(
    learn: Callable[[], None],
) -> None:
    for title in SAID:
        an_idea(title)
    an_idea("Vitamin C for my phone")
    learn()
    for title, questions in SAID.items():
        for typed in questions:
            assert title in titles(f"{typed} "), typed
    assert len(titles("c ")) == 2
    assert titles("c++ ") == ["A plug of 3.5mm and one of c++"]
    (found,) = search(STRANGER, "cheval ").results
    assert [one.words for one in found.title if one.is_hit] == ["chevaux"]


PLAIN = "Le impostazioni di rete non sono stabili"  # no Italian is bent


def kept(title: str, body: str = "", language: str = "") -> list[str]:
    """The terms of a title."""
    idea = Document(Subject.IDEA, 1, ProjectId(1), title, body)
    weights = spoken(idea._replace(language=language)).weights
    return [term for term, weight in weights.items() if weight >= TITLE_WEIGHT]


def test_a_text_of_another_language_is_under_no_english_stem() -> None:
    assert kept(PLAIN) == [word.lower() for word in PLAIN.split()]
    assert kept("Opening cards") == ["open", "card"]
    assert kept("Opening cards", "Mi serve per il conto di mia moglie") == [
        "opening",
        "cards",
    ], "a title that tells nothing is in the language of its body"
    assert kept("Opening cards", language="it") == ["opening", "cards"]
    english = "I need this for my card when we travel"
    assert kept("Opening cards", english, language="it") == ["open", "card"]


def test_plain_words_are_found_as_they_are_and_left_out_so(
    learn: Callable[[], None],
) -> None:
    an_idea(PLAIN)
    an_idea("The network is unstable")
    learn()
    for typed in ("Impostazioni ", "rete stabili ", "imposta", '"di rete"'):
        assert titles(typed) == [PLAIN], typed
    assert titles("network ") == ["The network is unstable"]
    assert titles("is:open -networks") == [PLAIN]
    assert titles("is:open -impostazioni") == ["The network is unstable"]


@pytest.mark.parametrize("typed", ["-" * 200, "a-" * 100, "c+" * 99, "1." * 100])
def test_names_of_any_length_are_read(typed: str, learn: Callable[[], None]) -> None:
    an_idea(f"A name like {typed[:100]} is read")
    learn()
    assert not search(STRANGER, typed).is_broken
