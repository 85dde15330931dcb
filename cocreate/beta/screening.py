"""Screening questions: what each kind takes as an answer, and which answers pass."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple, assert_never

from cocreate.beta.kinds import QuestionKind
from cocreate.kernel.answers import FieldKind, UnreadableError, kept_answer
from cocreate.kernel.ids import QuestionId

MOST_QUESTIONS = 20
MOST_CHOICES = 20
RANGE = re.compile(
    r"(?P<least>-?[0-9]+(\.[0-9]+)?)?\s*(to|-|\.\.)\s*(?P<most>-?[0-9]+(\.[0-9]+)?)?"
)
ANSWER_IT = "Answer this, please."
READ_AS = {
    QuestionKind.YES_NO: FieldKind.YES_NO,
    QuestionKind.CHOICE: FieldKind.CHOICE,
    QuestionKind.NUMBER: FieldKind.NUMBER,
    QuestionKind.TEXT: FieldKind.TEXT,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked, and as its answers are judged."""

    id: QuestionId
    kind: QuestionKind
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    passes: str = ""

    @property
    def offered(self) -> tuple[tuple[str, str], ...]:
        """What there is to choose from: values, and their words."""
        if self.kind is QuestionKind.YES_NO:
            return ("yes", "Yes"), ("no", "No")
        return tuple((one, one) for one in self.choices)

    @property
    def name(self) -> str:
        """The name of its field."""
        return f"answer-{self.id}"


def lines_of(said: str) -> tuple[str, ...]:
    """What is said one a line, each once."""
    tidy = (" ".join(one.split()) for one in said.splitlines())
    return tuple(dict.fromkeys(one for one in tidy if one))


def kept_value(asked: Asked, typed: Sequence[str]) -> str:
    """An answer in the one way its kind is kept; refused in words if it is none."""
    if asked.kind is QuestionKind.CHOICES:
        chosen = [one for one in asked.choices if one in typed]
        if len(chosen) < len({one for one in typed if one}):
            raise UnreadableError("Choose among these.")
        return "\n".join(chosen)
    return kept_answer(READ_AS[asked.kind], "".join(typed[:1]), asked.choices)


def has_passed(asked: Asked, value: str) -> bool:
    """Whether an answer is among those that pass."""
    if not asked.passes:
        return True
    match asked.kind:
        case QuestionKind.YES_NO | QuestionKind.CHOICE:
            return value in lines_of(asked.passes)
        case QuestionKind.CHOICES:
            return set(lines_of(asked.passes)) <= set(lines_of(value))
        case QuestionKind.NUMBER:
            return is_within(Decimal(value), asked.passes)
        case QuestionKind.TEXT:
            return True
    assert_never(asked.kind)


def is_within(value: Decimal, bounds: str) -> bool:
    least, most = ends_of(bounds)
    return (least is None or least <= value) and (most is None or value <= most)


def ends_of(bounds: str) -> tuple[Decimal | None, Decimal | None]:
    found = RANGE.fullmatch(bounds)
    if found is None:
        return None, None
    least, most = found["least"], found["most"]
    return Decimal(least) if least else None, Decimal(most) if most else None


def kept_rule(kind: QuestionKind, choices: Sequence[str], typed: str) -> str:
    """Which answers pass, in the one way it is kept; refused in words if it is none."""
    said = lines_of(typed)
    if not said or kind is QuestionKind.TEXT:
        return ""
    match kind:
        case QuestionKind.YES_NO:
            return kept_answer(FieldKind.YES_NO, said[0])
        case QuestionKind.NUMBER:
            return kept_range(said[0])
        case QuestionKind.CHOICE | QuestionKind.CHOICES:
            if strangers := [one for one in said if one not in choices]:
                raise UnreadableError(f"“{strangers[0]}” is none of the answers.")
            return "\n".join(said)
    assert_never(kind)


def kept_range(said: str) -> str:
    found = RANGE.fullmatch(said)
    least, most = ends_of(said)
    if found is None or (least is None and most is None):
        raise UnreadableError("Write from what to what, like “2 to 10” or “3 to”.")
    if least is not None and most is not None and least > most:
        raise UnreadableError("The smaller number comes first.")
    return f"{found['least'] or ''}..{found['most'] or ''}"


def rule_words(asked: Asked) -> str:
    """Which answers pass, as the team reads it."""
    if not asked.passes:
        return "every answer passes"
    if asked.kind is QuestionKind.NUMBER:
        least, most = ends_of(asked.passes)
        if least is None or most is None:
            return f"passes: at least {least}" if most is None else f"passes: to {most}"
        return f"passes: {least} to {most}"
    together = " and " if asked.kind is QuestionKind.CHOICES else " or "
    return f"passes: {together.join(lines_of(asked.passes))}"


class ReadAnswers(NamedTuple):
    """What was answered, by question, and what is wrong with which field."""

    answers: dict[QuestionId, str]
    wrong: dict[str, str]


def read_answers(questions: Iterable[Asked], submitted: Any) -> ReadAnswers:
    """The answers of a form that was sent; every question wants one."""
    answers: dict[QuestionId, str] = {}
    wrong: dict[str, str] = {}
    for asked in questions:
        try:
            answers[asked.id] = kept_value(asked, submitted.getlist(asked.name))
        except UnreadableError as unread:
            wrong[asked.name] = str(unread)
        else:
            if not answers[asked.id]:
                wrong[asked.name] = ANSWER_IT
    return ReadAnswers(answers, wrong)


def all_passed(questions: Iterable[Asked], answers: Mapping[QuestionId, str]) -> bool:
    return all(has_passed(asked, answers.get(asked.id, "")) for asked in questions)
