"""The engine that keeps the index in the data folder."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from cocreate.search.engine import Engine, Hits, Scope, Tidiness
from cocreate.search.on_disk import asking, places, writing
from cocreate.search.shape import Document
from cocreate.search.words import Asked


class OnDisk(Engine):
    """Whoosh, for one machine and any database."""

    def find(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        return asking.find(asked, scope, most=most)

    def find_some(self, asked: Asked, scope: Scope, *, most: int) -> Hits:
        return asking.find_some(asked, scope, most=most)

    def meant(self, typed: str) -> str | None:
        return asking.meant(typed)

    def write(self, documents: Iterable[Document], gone: Sequence[str] = ()) -> int:
        return writing.write(documents, gone)

    def write_anew(
        self, documents: Iterable[Document], told: Callable[[int], None]
    ) -> int:
        return writing.write_anew(documents, told)

    def making(self) -> AbstractContextManager[None]:
        return places.making()

    def is_being_made(self) -> bool:
        return places.is_being_made()

    def needs_making(self) -> bool:
        return places.needs_making()

    def prints_kept(self) -> dict[str, int]:
        return asking.prints_kept()

    def tidiness(self) -> Tidiness:
        return asking.tidiness()
