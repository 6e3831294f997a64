"""What laws are made of."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager

from carecoord.errors import CarecoordError
from carecoord.model.chart import Chart
from carecoord.model.patient import Patient
from carecoord.ports import Store

NewStore = Callable[[], Store]
"""Makes an empty store. Laws close what they open."""


@contextmanager
def refused(kind: type[CarecoordError]) -> Generator[None]:
    """Claim that the block is refused with an error of ours; nothing foreign crosses a port."""
    try:
        yield
    except kind:
        pass
    except Exception as error:
        message = f"a {type(error).__name__} crossed the port; {kind.__name__} was due"
        raise AssertionError(message) from error
    else:
        message = f"nothing was refused; {kind.__name__} was due"
        raise AssertionError(message)


class GivenUpError(Exception):
    """Raised by laws inside a transaction to see what is left of it."""


def put(store: Store, chart: Chart) -> int:
    """Save a chart over its latest version."""
    with store.transaction() as unit:
        return unit.put_chart(chart, expected_version=unit.version(chart.key))


def empty_chart(key: str) -> Chart:
    """Make a chart of which nothing is known."""
    return Chart(key=key, patient=Patient())
