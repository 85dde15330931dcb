"""What somebody agreed to, in words, and where it is taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from cocreate.beta.queries import enrolments_of
from cocreate.kernel.paging import Page
from cocreate.kernel.policy import Actor
from cocreate.notices.kind import WISHES
from cocreate.notices.pace import PACES
from cocreate.people import queries as people
from cocreate.people.agreed import Agreed
from cocreate.people.queries import ConsentLine

Beta = tuple[str, str]
GONE: Beta = ("", "a beta that is gone")
INITIALS = "initials"
PACED = {pace.value: words for pace, words in PACES}
OF_A_BETA = {Agreed.BETA_TERMS, Agreed.RANKING}
WORDS: dict[Agreed, str] = {
    Agreed.TERMS: "The terms of this site, version {version}",
    Agreed.CREDITS: "To be thanked by your {by}",
    Agreed.VOTES: "To stand by name among those who voted",
    Agreed.BETA_TERMS: "The terms of the beta {beta}, version {version}",
    Agreed.RANKING: "To stand in the list of scores of the beta {beta}",
    Agreed.PUSH: "To be shown notices in a browser",
}
PLACES: dict[Agreed, str] = {
    Agreed.TERMS: "/me/departure",
    Agreed.CREDITS: "/me/credit-name",
    Agreed.VOTES: "/me/votes",
    Agreed.LETTERS: "/notices/settings",
    Agreed.PUSH: "/notices/settings",
}


@dataclass(frozen=True, slots=True)
class AgreedTo:
    """A yes or a no, in words; `taken_back_at` is the page where a yes is."""

    line: ConsentLine
    words: str
    taken_back_at: str


def agreed_to(actor: Actor) -> list[AgreedTo]:
    """What the actor agrees to now, the latest first."""
    worded = in_words(actor)
    return [worded(line) for line in people.consents_in_force(actor)]


def history_of(actor: Actor, *, place: str | None = None) -> Page[AgreedTo]:
    """Every yes and every no of the actor, the latest first."""
    page = people.own_consents(actor, place=place)
    return Page([*map(in_words(actor), page.rows)], page.following, page.preceding)


def in_words(actor: Actor) -> Callable[[ConsentLine], AgreedTo]:
    """How to say a consent of the actor's: their betas are known by name."""
    betas = {
        str(one.programme_id): (one.slug, one.name) for one in enrolments_of(actor)
    }

    def worded(line: ConsentLine) -> AgreedTo:
        beta = betas.get(line.about, GONE)
        return AgreedTo(line, words_of(line, beta), place_of(line, beta))

    return worded


def words_of(line: ConsentLine, beta: Beta) -> str:
    if line.what is Agreed.LETTERS:
        return letters_in_words(line)
    by = "initials" if line.version == INITIALS else "name"
    return WORDS[line.what].format(version=line.version, beta=beta[1], by=by)


def letters_in_words(line: ConsentLine) -> str:
    kinds = {kind.value: words for kind, words in WISHES.items()}
    kind = kinds.get(line.about, "what is told no more")
    pace = PACED.get(line.version)
    return f"Letters: “{kind}”" + (f", {pace}" if pace else "")


def place_of(line: ConsentLine, beta: Beta) -> str:
    """The page where a consent is taken back, if it can be."""
    if line.what in OF_A_BETA:
        return f"/projects/{beta[0]}/beta" if beta[0] else ""
    return PLACES[line.what]
