"""What a person hands in, typed: the page and the API fill the same drafts."""

from dataclasses import dataclass

from cocreate.kernel.ids import PromptId


@dataclass(frozen=True, slots=True)
class IdeaDraft:
    """An idea as written. Tags are names; those a project does not know are made."""

    title: str
    body: str
    prompt_id: PromptId | None = None
    tags: tuple[str, ...] = ()
