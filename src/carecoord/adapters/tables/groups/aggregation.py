"""How the values of several groups become one, by the name of a function or by a function."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

import attrs

from carecoord.adapters.tables.engines import Engine
from carecoord.adapters.tables.keywords import is_among, shown
from carecoord.errors import AuthoringError
from carecoord.rules.kernels import combining

Name = Literal["mean", "median", "min", "max", "sum", "prod", "var", "sd"]
How = Name | Callable[[Sequence[float]], float]
"""A name, or a function of the values of a patient's groups."""
NO_VALUE = "no group has a value"
LACKING = "a group has no value"
TOO_FEW = "two groups with a value are needed"
_NAMED: dict[str, int] = {
    "mean": combining.MEAN,
    "median": combining.MEDIAN,
    "min": combining.MIN,
    "max": combining.MAX,
    "sum": combining.SUM,
    "prod": combining.PRODUCT,
    "var": combining.VARIANCE,
    "sd": combining.DEVIATION,
}


@attrs.frozen(kw_only=True)
class Aggregation:
    """A function over groups, and whether groups without a value are skipped."""

    how: How
    skip: bool

    def __attrs_post_init__(self) -> None:
        """Refuse a name that there is not.

        Raises: AuthoringError.
        """
        if not callable(self.how) and not is_among(self.how, _NAMED):
            raise AuthoringError(
                asked=f"aggregation by {shown(self.how)}",
                found="there is none of this name",
                remedy=f"Choose one of {', '.join(_NAMED)}, or hand in a function",
            )

    def of(self, values: Any, lows: Any, highs: Any, threshold: float, engine: Engine) -> Any:  # noqa: ANN401
        """Each lot ``[low, high)`` of values as one; nan where there is none."""
        if callable(self.how):
            return engine.floats(self._called(values, lows, highs, threshold))
        results = engine.full(len(lows), combining.UNKNOWN)
        engine.run(combining.combine)(
            _NAMED[self.how], values, lows, highs, self.skip, threshold,
            engine.full(engine.widest(lows, highs), 0.0), results,
        )  # fmt: skip
        return results

    def _called(self, values: Any, lows: Any, highs: Any, threshold: float) -> list[float]:  # noqa: ANN401
        call = cast("Callable[[Sequence[float]], float]", self.how)
        found: list[float] = []
        for low, high in zip(lows, highs, strict=True):
            lot = [float(value) for value in values[low:high]]
            known = [value for value in lot if not math.isnan(value)]
            whole = bool(known) and (self.skip or len(known) == len(lot))
            result = _of(call, known) if whole else combining.UNKNOWN
            found.append(combining.reached(result, threshold))
        return found

    def why_none(self, known: int, lot: int) -> str:
        """Why there is no value, when so many values of a lot are known."""
        if known == 0:
            return NO_VALUE
        return LACKING if known < lot and not self.skip else TOO_FEW


def _of(call: Callable[[Sequence[float]], float], known: list[float]) -> float:
    try:
        return float(call(known))
    except Exception as error:
        raise AuthoringError(
            asked="aggregation by a function",
            found=f"it fails for {len(known)} numbers ({type(error).__name__})",
            remedy="Give a function of a list of numbers that gives a number",
        ) from error
