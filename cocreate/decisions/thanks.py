"""Who is thanked for a decision, for what, and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cocreate.decisions.queries import Voice
from cocreate.people.faces import Face


@dataclass(frozen=True, slots=True)
class Thanked:
    """One person, and what of theirs a decision cites."""

    person: Face
    voices: tuple[Voice, ...]

    @property
    def what(self) -> str:
        """The team's own words where it gave some, else what can be counted."""
        if words := [voice.thanks for voice in self.voices if voice.thanks]:
            return ", ".join(words)
        merged = sum(voice.is_folded for voice in self.voices)
        ideas = sum(voice.is_idea for voice in self.voices) - merged
        comments = len(self.voices) - ideas - merged
        nouns = ("idea", "merged idea", "comment")
        given = [
            counted(number, noun)
            for number, noun in zip((ideas, merged, comments), nouns, strict=True)
            if number
        ]
        return f"for {' and '.join(given)}"


def thanked(voices: Iterable[Voice]) -> list[Thanked]:
    """The people behind the voices, each once, in the order they were first cited."""
    by_person: dict[Face, list[Voice]] = {}
    for voice in voices:
        by_person.setdefault(voice.author, []).append(voice)
    return [Thanked(person, tuple(said)) for person, said in by_person.items()]


def in_public(thanks: Iterable[Thanked]) -> list[Thanked]:
    """The same people as they agreed to be named."""
    return [replace(thank, person=thank.person.quoted) for thank in thanks]


def counted(number: int, noun: str) -> str:
    return f"an {noun}" if (number, noun) == (1, "idea") else plural(number, noun)


def plural(number: int, noun: str) -> str:
    return f"a {noun}" if number == 1 else f"{number} {noun}s"


def letter(thank: Thanked, title: str) -> tuple[str, ...]:
    """What the person will read, in their own words and the decision's."""
    first = thank.voices[0]
    return (
        f"Dear {thank.person.name},",
        f"you wrote “{first.title if first.is_idea else first.words}”.",
        f"Today we decided: {title}",
    )
