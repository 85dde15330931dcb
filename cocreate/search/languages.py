"""The languages whose words we bend, and which of them a text is in.

A text is told by its smallest words. One that tells nothing is bent as English is; one
in a language that we do not bend is kept by its words as they are.
"""

import re
from collections import Counter
from enum import StrEnum
from functools import lru_cache
from importlib import import_module
from itertools import chain, repeat
from typing import Any

from cocreate.kernel.words import APOSTROPHE, LONGEST_TERM, WORD, bare_of, words_of

READ = 1_000  # letters of a text, of which its language is told
LEAST = 2  # small words that tell it, where no letter does


class Language(StrEnum):
    FRENCH = "fr"
    GERMAN = "de"
    DUTCH = "nl"
    SPANISH = "es"


STEMMERS = {
    Language.FRENCH: "FrenchStemmer",
    Language.GERMAN: "GermanStemmer",
    Language.DUTCH: "DutchStemmer",
    Language.SPANISH: "SpanishStemmer",
}
SMALL = {
    "en": "the and of to in is it that for on with my i we you not be this are have can"
    " when would please from which should if do all me or at an as so but how come per"
    " your by was has will get no what there then than been were more over",
    "fr": "le la les des du et est une un que qui pour dans sur avec mon ma mes je nous"
    " vous pas ce cette au aux par ne en il elle on plus sont quand depuis ou de mais",
    "de": "der die das und ist ein eine einen nicht mit mein meine ich wir sie auf den"
    " dem des im zu zum zur von bei wenn auch es sich kann mir wie aus oder nach mich",
    "nl": "de het een en van ik is dat niet met mijn op voor te zijn er aan we wij naar"
    " bij als ook om kan kunnen wordt deze dit maar nog uit over geen meer of je",
    "es": "el la los las de y es una un que por para con mi mis en no se del al lo como"
    " su yo nosotros cuando puede este esta muy desde o pero si sin hay son",
    "it": "il lo gli di e un una che per con non mi si del della dei al sono come nel"
    " questo quando anche dal alla le la i mio mia",
    "pt": "o os as de e um uma que por para meu minha em no na se do da dos das"
    " como quando pode este esta mais ao sem mas seu",
    "pl": "i w na z do nie jest to od przez dla jak po ale czy tak moje przy oraz",
    "sv": "och att det i en som jag av med den inte till om har ett kan min vi var",
    "da": "og at det i en som jeg af med den ikke til om har et kan min vi er",
}
LETTERS = {
    "fr": re.compile("[\u00e7\u0153\u00e8\u00ea\u00ee\u00f4\u00fb\u00e0]"),
    "de": re.compile("[\u00df\u00e4\u00f6\u00fc]"),
    "es": re.compile("[\u00f1\u00bf\u00a1\u00ed\u00f3\u00fa]"),
}
ENGLISH = "en"
FOREIGN = tuple(one for one in SMALL if one != ENGLISH)
KNOWN = {str(one): one for one in Language}
TELLS: dict[str, list[str]] = {}
for _language, _words in SMALL.items():
    for _word in _words.split():
        TELLS.setdefault(_word, []).append(_language)


def language_of(text: str) -> Language | None:
    """The language that a text tells; None for English and others."""
    return known(told_by(text))


def known(told: str) -> Language | None:
    return KNOWN.get(told)


def is_foreign(told: str) -> bool:
    """Whether a text is known not to be English, so that no English stem is its."""
    return told in FOREIGN


def word_kept(word: str) -> str:
    """The word under which a foreign text keeps it: `argent` of `l'argent`."""
    return max(words_of(word), key=len, default="")


def told_by(text: str) -> str:
    """The language of a text in two letters; nothing where it does not tell."""
    begin = text[:READ].lower()
    small = map(TELLS.get, WORD.findall(begin), repeat(()))
    told = Counter(chain.from_iterable(small))
    if not begin.isascii():
        told.update({one: LEAST for one, sign in LETTERS.items() if sign.search(begin)})
    if not told:
        return ""
    (first, most), (_, next_most) = [*told.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= LEAST and most > next_most else ""


@lru_cache(maxsize=50_000)
def forms_of(word: str, language: Language) -> frozenset[str]:
    """A word as a language bends it, typed with its accents and without."""
    said = max(APOSTROPHE.split(word.casefold()), key=len)
    bare = bare_of(said)
    stem = stemmer(language).stem
    return frozenset(
        f"{language}/{bare_of(stem(one))[:LONGEST_TERM]}" for one in {said, bare}
    )


@lru_cache
def stemmer(language: Language) -> Any:
    """Loaded when the first text is in its language."""
    stemmers = import_module("whoosh.lang.snowball")
    return getattr(stemmers, STEMMERS[language])()
