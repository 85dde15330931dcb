"""What a person hands in, typed: the page and the API fill the same drafts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cocreate.ideas.sentences import told
from cocreate.kernel.ids import PromptId
from cocreate.kernel.text import tidy, tidy_line

MOST_TAGS = 6
LONGEST_TAG = 40


@dataclass(frozen=True, slots=True)
class Hanging:
    """The pictures and files of a text: their keys, and what some of them show."""

    chosen: tuple[int, ...] = ()
    described: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """An idea as written. Tags are names; those a project does not know are made.

    Answers are what was said to the project's own fields, by their keys; `differs` is
    how it differs from ideas that are close, by theirs.
    """

    title: str
    body: str
    prompt_id: PromptId | None = None
    tags: tuple[str, ...] = ()
    answers: Mapping[int, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)  # the same, by their names
    differs: Mapping[int, str] = field(default_factory=dict)
    hanging: Hanging | None = None  # nothing is said of its files


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the composer, word for word, finished or not."""

    body: str = ""
    title: str = ""
    details: str = ""
    tags: str = ""
    prompt_id: PromptId | None = None
    answers: Mapping[int, str] = field(default_factory=dict)
    differs: Mapping[int, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        said = (self.body, self.title, self.details, self.tags, *self.answers.values())
        return not any(word.strip() for word in said)

    def finished(self, *, least: int, most: int, template: str = "") -> IdeaDraft:
        """The idea that these words make.

        While nobody has said another title, the first sentence is the title and
        leaves the body. A template that was left as it was says nothing.
        """
        first = told(self.body, least=least, most=most)
        own = tidy_line(self.title)
        taken = own in {"", first.title}
        details = "" if tidy(self.details) == tidy(template) else self.details
        parts = (first.rest if taken else self.body, details)
        return IdeaDraft(
            title=first.title if taken else own,
            body="\n\n".join(part.strip() for part in parts if part.strip()),
            prompt_id=self.prompt_id,
            tags=split_tags(self.tags),
            answers={key: said for key, said in self.answers.items() if said},
            differs={key: tidy_line(said) for key, said in self.differs.items()},
        )


def split_tags(written: str) -> tuple[str, ...]:
    """Tags as people type them: commas between, a few, each short."""
    names = [tidy_line(name)[:LONGEST_TAG] for name in (written or "").split(",")]
    return tuple(dict.fromkeys(name for name in names if name))[:MOST_TAGS]
