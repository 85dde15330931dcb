"""Say again why something is hidden, in its reader's language: it is kept as told."""

from functools import lru_cache

from cocreate.kernel.languages import Language, speaking, spoken, translated
from cocreate.moderation.reason import LAW, MEANWHILE, SENTENCES


def told_anew(words: str) -> str:
    """What an author was told, in the language spoken.

    Our own sentences are said anew; a moderator's words stay as they were written, and
    so does what we have since come to say otherwise.
    """
    for language in Language:
        for rule in SENTENCES.values():
            known = said_in(language, rule)
            if words.startswith(known):
                rest = followed(words.removeprefix(known), language)
                return said_in(spoken(), rule) + rest
    return words


def followed(rest: str, language: Language) -> str:
    """What stands after the rule: the law, or that a person looks at it next."""
    for message in (LAW, MEANWHILE):
        known = f" {said_in(language, message)}"
        if rest.startswith(known):
            return f" {said_in(spoken(), message)}{rest.removeprefix(known)}"
    return rest


@lru_cache(maxsize=100)
def said_in(language: Language, message: str) -> str:
    """A sentence in a language, up to what it is given."""
    with speaking(language):
        return translated(message, law="\0").partition("\0")[0]
