"""The page of the functions over tables."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from carecoord.adapters import tables
from carecoord.adapters.tables.possession.fills import Names
from carecoord.adapters.tables.possession.settings import Settings

_LIST = re.compile(r"^(Raises|Source|Departures):")


def table_page() -> str:
    """Every public function with its parameters and description."""
    lines = [
        "# Tables",
        "",
        "Functions of `carecoord.adapters.tables`: pandas, polars and Arrow tables in, the same",
        "kind out. A frame that is lazy is computed.",
        "",
        "Where `settings` are taken, they are",
        ", ".join(
            f"`{name}`" for name in sorted(Settings.__optional_keys__ - set(Names.__annotations__))
        )
        + ",",
        "as `adherence` has them, and the names of columns. `names` are those of columns.",
        "",
    ]
    for name in tables.__all__:
        function = getattr(tables, name)
        lines += [f"## {name}", "", *_signature(function), "", *_described(function), ""]
    return "\n".join(lines).rstrip() + "\n"


def _settings() -> str:
    named = Settings.__optional_keys__ - Names.__optional_keys__
    return ", ".join(f"`{name}`" for name in sorted(named))


def _signature(function: Callable[..., Any]) -> Iterator[str]:
    yield "| parameter | type | without it |"
    yield "|---|---|---|"
    for name, parameter in inspect.signature(function).parameters.items():
        stars = {inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        kind = str(parameter.annotation).replace("|", "\\|")
        missing = parameter.default is inspect.Parameter.empty
        default = "" if missing else f"`{parameter.default!r}`"
        yield f"| `{stars}{name}` | `{kind}` | {default} |"


def _described(function: Callable[..., Any]) -> Iterator[str]:
    for line in (inspect.getdoc(function) or "").replace("``", "`").splitlines():
        yield _LIST.sub(r"**\1**:", line)
