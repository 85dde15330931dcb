"""What a stranger finds, and what an index does."""

from cocreate.kernel.ids import ProjectId
from cocreate.kernel.policy import STRANGER
from cocreate.search import index
from cocreate.search.engine import Scope
from cocreate.search.queries import search
from cocreate.search.shape import Document
from cocreate.search.subject import Subject
from cocreate.search.words import Asked

SCOPE = Scope()


def titles(typed: str) -> list[str]:
    return [result.found.title for result in search(STRANGER, typed).results]


def keys(*terms: str) -> list[int]:
    return [hit.id for hit in index.find(Asked(terms), SCOPE, most=10_000).best]


def said(key: int, title: str, *, project: int = 1) -> Document:
    return Document(Subject.IDEA, key, ProjectId(project), title, "")
