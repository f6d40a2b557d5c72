from __future__ import annotations

from typing import Callable, Optional, Protocol, TypeVar, Union

T = TypeVar("T")


class Has(Protocol):
    def size(self) -> int: ...


def first(items: list[T], default: Optional[T] = None) -> Union[T, None]:
    return items[0] if items else default


def answer() -> list[int | None]:
    square: Callable[[int], int] = lambda x: x * x  # noqa: E731
    return [first([square(3)]), first([])]
