"""What a segment may ask of somebody, and which comparisons each kind allows."""

from dataclasses import dataclass
from enum import StrEnum

from cocreate.kernel.answers import FieldKind, UnreadableError, kept_answer
from cocreate.kernel.ids import AttributeId
from cocreate.kernel.policy import Role

MOST_RULES = 10


class Source(StrEnum):
    """Where something known of a person comes from."""

    FILE = "file"
    API = "api"
    SIGN_IN = "sign_in"
    TEAM = "team"


class Matching(StrEnum):
    ALL = "all"
    ANY = "any"


class Subject(StrEnum):
    """What a rule speaks of."""

    ATTRIBUTE = "attribute"
    ROLE = "role"
    JOINED = "joined"


class Comparison(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    KNOWN = "known"
    UNKNOWN = "unknown"


IN_WORDS = {
    Comparison.IS: "is",
    Comparison.IS_NOT: "is known, and another than",
    Comparison.CONTAINS: "contains",
    Comparison.AT_LEAST: "is at least, or on or after",
    Comparison.AT_MOST: "is at most, or on or before",
    Comparison.KNOWN: "is known",
    Comparison.UNKNOWN: "is not known",
}
WITHOUT_VALUE = frozenset({Comparison.KNOWN, Comparison.UNKNOWN})
EXACT = frozenset({Comparison.IS, Comparison.IS_NOT})
RANGED = frozenset({Comparison.AT_LEAST, Comparison.AT_MOST})
ALLOWED = {
    FieldKind.TEXT: EXACT | {Comparison.CONTAINS} | WITHOUT_VALUE,
    FieldKind.CHOICE: EXACT | WITHOUT_VALUE,
    FieldKind.YES_NO: EXACT | WITHOUT_VALUE,
    FieldKind.NUMBER: EXACT | RANGED | WITHOUT_VALUE,
    FieldKind.DATE: EXACT | RANGED | WITHOUT_VALUE,
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a rule can ask of people."""

    key: str  # in forms and addresses: an attribute's slug, or the subject
    label: str
    kind: FieldKind
    subject: Subject = Subject.ATTRIBUTE
    attribute_id: AttributeId | None = None
    choices: tuple[str, ...] = ()

    @property
    def comparisons(self) -> frozenset[Comparison]:
        match self.subject:
            case Subject.ATTRIBUTE:
                return ALLOWED[self.kind]
            case Subject.ROLE:
                return EXACT
            case Subject.JOINED:
                return RANGED


@dataclass(frozen=True, slots=True)
class Rule:
    """One comparison, with a value in the way its kind is kept."""

    question: Question
    comparison: Comparison
    value: str = ""

    @property
    def words(self) -> str:
        said = "" if self.comparison in WITHOUT_VALUE else f" {self.value}"
        return f"{self.question.label} {self.how}{said}"

    @property
    def how(self) -> str:
        is_day = self.question.kind is FieldKind.DATE
        match self.comparison:
            case Comparison.AT_LEAST:
                return "is on or after" if is_day else "is at least"
            case Comparison.AT_MOST:
                return "is on or before" if is_day else "is at most"
            case Comparison.IS_NOT:
                return "is not"
            case comparison:
                return IN_WORDS[comparison]


OF_EVERYBODY = (
    # An underscore first: no attribute's slug begins so.
    Question(
        "_role",
        "Role",
        FieldKind.CHOICE,
        Subject.ROLE,
        choices=tuple(role.value for role in Role),
    ),
    Question("_joined", "Joined", FieldKind.DATE, Subject.JOINED),
)


def rule_of(question: Question, comparison: Comparison, typed: str) -> Rule:
    """A rule as it is kept; what cannot be read is refused in words."""
    if comparison not in question.comparisons:
        raise UnreadableError(f"{question.label} cannot be compared so.")
    if comparison in WITHOUT_VALUE:
        return Rule(question, comparison)
    value = value_of(question, typed)
    if not value:
        raise UnreadableError("Write what it is compared with.")
    return Rule(question, comparison, value)


def value_of(question: Question, typed: str) -> str:
    """A value of a kind; a choice may be written in any case."""
    if question.kind is not FieldKind.CHOICE:
        return kept_answer(question.kind, typed)
    wanted = typed.strip().casefold()
    same = [one for one in question.choices if one.casefold() == wanted]
    if wanted and not same:
        raise UnreadableError(f"Choose one of: {', '.join(question.choices)}.")
    return same[0] if same else ""
