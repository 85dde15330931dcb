"""What a document must hold and must not, for one that was asked: in any engine."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple, Protocol

from cocreate.search.engine import Scope
from cocreate.search.languages import Language, forms_of
from cocreate.search.shape import EVERYTHING, tongue
from cocreate.search.words import Asked, Said

WORDS, SPELLING, PLACE = "words", "spelling", "place"
MOST_PLACES = 20  # projects that are looked for as terms; more are looked up
MOST_LOOKED_AT, MOST_EXPANSIONS = 400, 25
BEGUN = 0.5  # what a word that only begins so is worth
LEAST_STEM = 4


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
    within = within_of(asked, projects)
    words = needs_of(lexicon, asked)
    if not (words or facts or within._replace(projects=None) != Within()):
        return None
    limits = [need for need in (*limits, *facts) if need.terms]
    return Question(words, limits if words or limits else [limit([EVERYTHING])], within)


def within_of(asked: Asked, projects: AbstractSet[int] | None) -> Within:
    return Within(
        projects,
        phrases=tuple(one for one in asked.phrases if len(one) > 1),
        without=(
            *(Term(WORDS, one[0]) for one in asked.without if len(one) == 1),
            *(Term(PLACE, fact) for fact in sorted(asked.without_facts)),
        ),
        without_phrases=tuple(one for one in asked.without if len(one) > 1),
        after=asked.after,
        before=asked.before,
    )


def needs_of(lexicon: Lexicon, asked: Asked) -> list[Need]:
    said = {one.term: one for one in asked.said}
    forms = forms_asked(lexicon, asked)
    needs = [need_of(term, said.get(term), forms) for term in asked.terms]
    if needs and asked.beginning:
        needs[-1] = Need((*needs[-1].terms, *begun(lexicon, asked)))
    return needs


def forms_asked(lexicon: Lexicon, asked: Asked) -> dict[Said, list[str]]:
    """Other forms under which a word is kept: in a language that some text is in."""
    tongues = {tongue(language): language for language in Language}
    spoken = [tongues[one] for one in lexicon.spreads(PLACE, tongues)]
    wanted = {
        one: [
            *filter(None, [one.whole]),
            *(form for each in spoken for form in sorted(forms_of(one.word, each))),
        ]
        for one in asked.said
    }
    every = {form for forms in wanted.values() for form in forms}
    known = lexicon.spreads(WORDS, sorted(every.union(asked.terms)))
    return {one: [form for form in wanted[one] if form in known] for one in wanted}


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
    """A word typed beyond its stem: `announci` is kept as `announc`."""
    typed = asked.beginning
    if lexicon.spreads(WORDS, asked.terms[-1:]):
        return []
    shorter = [typed[:end] for end in range(len(typed) - 1, LEAST_STEM - 1, -1)]
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
