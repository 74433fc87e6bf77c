"""What a process keeps of what it made: bounded, shared by its threads, and nobody waits for what another asks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Same:
    """A thing as a key: equal to nothing but itself. It keeps the thing alive, so that no other can be taken for it."""

    __slots__ = ("thing",)

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.thing is self.thing

    def __hash__(self) -> int:
        return id(self.thing)


class _Place(Generic[V]):
    """Room for one value, filled by whoever comes first."""

    __slots__ = ("filled", "lock", "value")

    def __init__(self) -> None:
        self.lock = Lock()
        self.filled = False
        self.value: V


class Memory(Generic[K, V]):
    """The last ``size`` values by key; the one that was asked longest ago makes room.

    Two threads that ask the same key make it once, the second waiting; threads that ask different keys never wait
    for each other's making. What could not be made is not kept.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._places: OrderedDict[K, _Place[V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of ``key``, made by ``make`` where it is not kept."""
        place = self._place(key)
        if not place.filled:
            with place.lock:
                if not place.filled:
                    place.value = make()
                    place.filled = True
        return place.value

    def filled(self) -> tuple[tuple[K, V], ...]:
        """Return what is kept, the one asked last at the end."""
        with self._lock:
            places = tuple(self._places.items())
        return tuple((key, place.value) for key, place in places if place.filled)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._places.clear()

    def __len__(self) -> int:
        return len(self._places)

    def _place(self, key: K) -> _Place[V]:
        with self._lock:
            found = self._places.get(key)
            if found is None:
                found = self._places[key] = _Place()
                while len(self._places) > self.size:
                    self._places.popitem(last=False)
            else:
                self._places.move_to_end(key)
            return found
