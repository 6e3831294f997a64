"""The two speeds of a kernel: as Python on lists, and compiled on numpy arrays; bit for bit equal.

Compiling takes longer than a small table is worth, so that `chosen` compiles for large ones only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import pairwise
from operator import gt, sub
from typing import Any, Literal, Protocol, TypeVar, get_args

from carecoord.adapters.tables.compiled import available, compiled
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.errors import AuthoringError, missing_extra

Choice = Literal["auto", "python", "compiled"]
Kernel = TypeVar("Kernel", bound=Callable[..., Any])
LARGE = 200_000
"""Rows from which compiling, or fetching what was compiled, takes less time than it saves."""


class Engine(Protocol):
    """Sequences of numbers, and kernels over them."""

    def ints(self, values: Any) -> Any:  # noqa: ANN401
        """Whole numbers, in the engine's kind of sequence."""
        ...

    def floats(self, values: Any) -> Any:  # noqa: ANN401
        """Fractions, in the engine's kind of sequence."""
        ...

    def plain(self, values: Any) -> list[Any]:  # noqa: ANN401
        """The same numbers in a list."""
        ...

    def full(self, length: int, value: float) -> Any:  # noqa: ANN401
        """``length`` times the same number, whole or not as it is."""
        ...

    def taken(self, values: Any, places: Any) -> Any:  # noqa: ANN401
        """The values at some places."""
        ...

    def without(self, values: Any, banned: set[int]) -> Any:  # noqa: ANN401
        """The places of the values that are not banned."""
        ...

    def rising(self, keys: Sequence[Any]) -> Any | None:  # noqa: ANN401
        """The places in rising order of several keys, the first foremost; None when they rise.

        What is equal keeps its order.
        """
        ...

    def changes(self, values: Sequence[Any]) -> Any:  # noqa: ANN401
        """The places at which one of several sequences differs from the place before; 0 first."""
        ...

    def later(self, days: Any, amount: int) -> Any:  # noqa: ANN401
        """Each number so much greater."""
        ...

    def widest(self, lows: Any, highs: Any) -> int:  # noqa: ANN401
        """The greatest distance from a low to its high."""
        ...

    def falling(self, keys: Sequence[Any]) -> list[int]:
        """The places at which some of several sequences does not rise to the next one."""
        ...

    def run(self, kernel: Kernel) -> Kernel:
        """The kernel as this engine runs it."""
        ...


def chosen(choice: Choice, rows: int) -> Engine:
    """The engine asked for; by itself, what is faster for a number of rows.

    Raises: AuthoringError for another name, MissingExtra.
    """
    if not is_among(choice, get_args(Choice)):
        raise AuthoringError(
            asked=f"the engine {shown(choice)}",
            found="there is none of this name",
            remedy="Say auto, python or compiled",
        )
    if choice == "compiled" and not available():
        raise missing_extra("the compiled engine", "fast")
    compiles = choice == "compiled" or (choice == "auto" and rows >= LARGE and available())
    return Arrays() if compiles else Lists()


class Lists:
    """Python on lists."""

    def ints(self, values: Any) -> list[int]:  # noqa: ANN401
        """A list of them."""
        return values.tolist() if hasattr(values, "tolist") else list(values)

    floats = ints

    def plain(self, values: list[Any]) -> list[Any]:
        """The same list."""
        return values

    def full(self, length: int, value: float) -> list[Any]:
        """A list of them."""
        return [value] * length

    def taken(self, values: list[Any], places: Sequence[int]) -> list[Any]:
        """A list of them."""
        return [values[place] for place in places]

    def without(self, values: list[int], banned: set[int]) -> list[int]:
        """Found one by one."""
        return [place for place, value in enumerate(values) if value not in banned]

    def rising(self, keys: Sequence[list[Any]]) -> list[int] | None:
        """Places sorted by tuples of the keys."""
        rows = list(zip(*keys, strict=True))
        if all(one <= two for one, two in pairwise(rows)):
            return None
        return sorted(range(len(rows)), key=rows.__getitem__)

    def changes(self, values: Sequence[list[Any]]) -> list[int]:
        """Found one by one."""
        rows = list(zip(*values, strict=True))
        return [place for place, row in enumerate(rows) if place == 0 or row != rows[place - 1]]

    def later(self, days: list[int], amount: int) -> list[int]:
        """A list of them."""
        return [day + amount for day in days]

    def widest(self, lows: list[int], highs: list[int]) -> int:
        """Found one by one."""
        return max(map(sub, highs, lows), default=0)

    def falling(self, keys: Sequence[list[int]]) -> list[int]:
        """Found one by one."""
        rows = zip(*keys, strict=True)
        return [place for place, row in enumerate(rows) if any(map(gt, row, row[1:]))]

    def run(self, kernel: Kernel) -> Kernel:
        """As it is."""
        return kernel


class Arrays:
    """Compiled kernels on numpy arrays."""

    def __init__(self) -> None:
        self._np: Any = import_module("numpy")

    def ints(self, values: Any) -> Any:  # noqa: ANN401
        """An array of 64-bit numbers."""
        return self._np.asarray(values, self._np.int64)

    def floats(self, values: Any) -> Any:  # noqa: ANN401
        """An array of 64-bit numbers."""
        return self._np.asarray(values, self._np.float64)

    def plain(self, values: Any) -> list[Any]:  # noqa: ANN401
        """A list of them."""
        return values.tolist()  # type: ignore[no-any-return]

    def full(self, length: int, value: float) -> Any:  # noqa: ANN401
        """An array of them."""
        kind = self._np.int64 if isinstance(value, int) else self._np.float64
        return self._np.full(length, value, kind)

    def taken(self, values: Any, places: Any) -> Any:  # noqa: ANN401
        """An array of them."""
        return values[places]

    def without(self, values: Any, banned: set[int]) -> Any:  # noqa: ANN401
        """Found all at once."""
        return self._np.flatnonzero(~self._np.isin(values, list(banned)))

    def rising(self, keys: Sequence[Any]) -> Any | None:  # noqa: ANN401
        """Sorted by one number that holds all keys, where they fit into one."""
        np = self._np
        if len(keys[0]) < 2:  # noqa: PLR2004
            return None
        joined = self._joined(keys)
        if joined is None:
            return np.lexsort(tuple(reversed(keys)))
        if (joined[1:] >= joined[:-1]).all():
            return None
        return np.argsort(joined, kind="stable")

    def _joined(self, keys: Sequence[Any]) -> Any | None:  # noqa: ANN401
        joined, size = None, 1
        for key in keys:
            low, high = int(key.min()), int(key.max())
            width = high - low + 1
            size *= width
            if size >= 2**62:
                return None
            joined = key - low if joined is None else joined * width + (key - low)
        return joined

    def changes(self, values: Sequence[Any]) -> Any:  # noqa: ANN401
        """Found all at once."""
        np = self._np
        if len(values[0]) == 0:
            return np.zeros(0, np.int64)
        differs = np.zeros(len(values[0]), bool)
        differs[0] = True
        for one in values:
            differs[1:] |= one[1:] != one[:-1]
        return np.flatnonzero(differs)

    def later(self, days: Any, amount: int) -> Any:  # noqa: ANN401
        """An array of them."""
        return days + amount

    def widest(self, lows: Any, highs: Any) -> int:  # noqa: ANN401
        """Found all at once."""
        return int((highs - lows).max(initial=0))

    def falling(self, keys: Sequence[Any]) -> list[int]:
        """Found all at once."""
        falls = self._np.zeros(len(keys[0]), bool)
        for one, two in pairwise(keys):
            falls |= one > two
        return self._np.flatnonzero(falls).tolist()  # type: ignore[no-any-return]

    def run(self, kernel: Kernel) -> Kernel:
        """Compiled."""
        return compiled(kernel)
