"""Lists that come in pages."""

from typing import Any, Callable, Generic, Iterator, List, Mapping, Type, TypeVar

from .decode import decode
from .transport import Transport
from .types import Pagination

T = TypeVar("T")


class Page(Generic[T]):
    """One page of a list; iterating goes on through all that follow."""

    def __init__(self, items: List[T], pagination: Pagination, load: "Callable[[int], Page[T]]") -> None:
        self.items = items
        self.pagination = pagination
        self._load = load

    def __iter__(self) -> Iterator[T]:
        page = self
        while True:
            yield from page.items
            if page.pagination.page >= page.pagination.pages:
                return
            page = self._load(page.pagination.page + 1)


def load_page(transport: Transport, path: str, name: str, kind: Type[T], query: Mapping[str, Any]) -> Page[T]:
    """:param name: of the list in the answer"""
    answer = transport.request("GET", path, query=query)
    items = [decode(kind, item) for item in answer[name]]

    def load(page: int) -> Page[T]:
        return load_page(transport, path, name, kind, {**query, "page": page})

    return Page(items, decode(Pagination, answer["pagination"]), load)
