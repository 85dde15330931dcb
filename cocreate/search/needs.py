"""What a document must hold and must not, for one that was asked: in any engine."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from cocreate.search.engine import Scope
from cocreate.search.languages import FOREIGN, forms_of, known, word_kept
from cocreate.search.shape import EVERYTHING, tongue
from cocreate.search.words import Asked, Said

WORDS, SPELLING, PLACE = "words", "spelling", "place"
MOST_PLACES = 20  # projects that are looked for as terms; more are looked up
MOST_LOOKED_AT, MOST_EXPANSIONS = 400, 25
BEGUN = 0.5  # what a word that only begins so is worth
LEAST_STEM, MOST_BEYOND = 4, 3  # letters


class Lexicon(Protocol):
    """The terms of an index, and how many documents say each."""

    def spreads(self, field: str, terms: Iterable[str]) -> Mapping[str, int]:
        """In how many documents each of them is; those in none are left out."""

    def beginning_with(self, field: str, beginning: str, most: int) -> dict[str, int]:
        """So many terms at most that begin so, the first of them."""


class Term(NamedTuple):
    """A term of a field, and how much it is worth beside the others of its need."""

    field: str
    text: str
    worth: float = 1.0


class Need(NamedTuple):
    """What a document must hold: any of some terms. A limit says nothing of rank."""

    terms: tuple[Term, ...]
    is_limit: bool = False


class Within(NamedTuple):
    """What is asked of documents besides terms they hold.

    `projects` only where these are too many for terms.
    """

    projects: AbstractSet[int] | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[Term, ...] = ()
    without_phrases: tuple[tuple[str, ...], ...] = ()
    after: int | None = None
    before: int | None = None


class Question(NamedTuple):
    """One question: words that rank, limits that do not, and what else is asked."""

    words: list[Need]
    limits: list[Need]
    within: Within

    @property
    def needs(self) -> list[Need]:
        return [*self.words, *self.limits]


def question_of(lexicon: Lexicon, asked: Asked, scope: Scope) -> Question | None:
    """What is to be looked for; None where nothing was asked."""
    limits, projects = narrowed(scope)
    facts = [limit(sorted(some)) for some in asked.facts]
    within = within_of(lexicon, asked, projects)
    words = needs_of(lexicon, asked)
    narrows = within._replace(projects=None) != Within()
    if not (words or facts or narrows or scope.kinds):
        return None
    limits = [need for need in (*limits, *facts) if need.terms]
    return Question(words, limits if words or limits else [limit([EVERYTHING])], within)


def within_of(
    lexicon: Lexicon, asked: Asked, projects: AbstractSet[int] | None
) -> Within:
    forms = forms_asked(lexicon, asked.without)
    needs = (need_of(one.term, one, forms) for one in asked.without)
    unwanted = (term for need in needs for term in need.terms)
    return Within(
        projects,
        phrases=asked.phrases,
        without=(*unwanted, *(Term(PLACE, one) for one in sorted(asked.without_facts))),
        without_phrases=asked.without_phrases,
        after=asked.after,
        before=asked.before,
    )


def needs_of(lexicon: Lexicon, asked: Asked) -> list[Need]:
    said = {one.term: one for one in asked.said}
    forms = forms_asked(lexicon, asked.said)
    needs = [need_of(term, said.get(term), forms) for term in asked.terms]
    if needs and asked.beginning:
        needs[-1] = Need((*needs[-1].terms, *begun(lexicon, asked)))
    return needs


def forms_asked(lexicon: Lexicon, said: Sequence[Said]) -> dict[Said, list[str]]:
    """Other forms under which a word is kept: in a language that some text is in."""
    if not said:
        return {}
    tongues = {tongue(language): language for language in FOREIGN}
    spoken = [tongues[one] for one in lexicon.spreads(PLACE, tongues)]
    wanted = {one: other_forms(one, spoken) for one in said}
    every = {form for forms in wanted.values() for form in forms}
    found = lexicon.spreads(WORDS, sorted(every.union(one.term for one in said)))
    return {one: [form for form in wanted[one] if form in found] for one in wanted}


def other_forms(one: Said, spoken: Iterable[str]) -> list[str]:
    """As a name is written, as foreign texts say a word, and as they bend it."""
    tongues = [*spoken]
    plain = [word_kept(one.word)] if tongues and one.is_word else []
    bent = filter(None, map(known, tongues))
    forms = (form for each in bent for form in sorted(forms_of(one.word, each)))
    named = (form for form in (one.whole, *plain) if form and form != one.term)
    return [*dict.fromkeys((*named, *forms))]


def need_of(term: str, said: Said | None, forms: Mapping[Said, list[str]]) -> Need:
    """A word in any form; but for a name like `c++`, that name and not its letter."""
    others = forms[said] if said else []
    if said and said.is_sign and said.whole in others:
        return Need((Term(WORDS, said.whole),))
    return Need((Term(WORDS, term), *(Term(WORDS, one) for one in others)))


def begun(lexicon: Lexicon, asked: Asked) -> list[Term]:
    """Words that begin so, a bounded number of them: those that are said most."""
    found = lexicon.beginning_with(WORDS, asked.beginning, MOST_LOOKED_AT)
    found.pop(asked.terms[-1], None)
    often = sorted(found, key=lambda term: -found[term])[:MOST_EXPANSIONS]
    return [Term(WORDS, term, BEGUN) for term in often or stems_of(lexicon, asked)]


def stems_of(lexicon: Lexicon, asked: Asked) -> list[str]:
    """A word typed beyond its stem: `announci` is kept as `announc`.

    What goes on for longer is another word: `overdarft` does not ask for `over`.
    """
    typed = asked.beginning
    if lexicon.spreads(WORDS, asked.terms[-1:]):
        return []
    least = max(LEAST_STEM, len(typed) - MOST_BEYOND)
    shorter = [typed[:end] for end in range(len(typed) - 1, least - 1, -1)]
    known = lexicon.spreads(WORDS, shorter)
    return [stem for stem in shorter if stem in known][:1]


def narrowed(scope: Scope) -> tuple[list[Need], AbstractSet[int] | None]:
    """Few projects and kinds are terms to meet; many projects are looked up."""
    kinds = [str(kind) for kind in scope.kinds]
    if scope.projects is None or len(scope.projects) > MOST_PLACES:
        everywhere = frozenset(scope.projects) if scope.projects is not None else None
        return [limit(kinds)], everywhere
    if not scope.projects:
        return [limit(["nowhere"])], None
    keys = [str(key) for key in scope.projects]
    if not kinds:
        return [limit(keys)], None
    return [limit([f"{key} {kind}" for key in keys for kind in kinds])], None


def limit(names: Sequence[str]) -> Need:
    return Need(tuple(Term(PLACE, name) for name in names), is_limit=True)
