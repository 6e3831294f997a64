"""Showing that long work goes on, on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from carecoord.adapters.cli.messages import counted, say

_EVERY = 1000


@contextmanager
def progress(what: str) -> Generator[Callable[[], None], None, None]:
    """Count what is done: live on a terminal, else with a line for every thousand.

    ``what`` is the thing counted, in the singular. Call what is given once for each.
    """
    if sys.stderr.isatty():
        with _live(what) as step:
            yield step
        return
    done = 0

    def count() -> None:
        nonlocal done
        done += 1
        if done % _EVERY == 0:
            say(f"{counted(done, what)} so far")

    yield count


@contextmanager
def _live(what: str) -> Generator[Callable[[], None], None, None]:
    from carecoord.errors import missing_extra

    try:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
    except ImportError:
        raise missing_extra("showing progress", "cli") from None
    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} {task.description}s"))
    console = Console(stderr=True)
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda: bar.advance(task)
