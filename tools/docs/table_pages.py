"""The page of the functions over tables."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

from code_tables import code_tables

from carecoord.adapters import tables
from carecoord.adapters.tables.possession.fills import Names
from carecoord.adapters.tables.possession.settings import Settings

_WORDS = {
    "Carry": "`one_timeline`, `per_drug` or `none`",
    "Choice": "`auto`, `python` or `compiled`",
    "Edition": "`quan_2005` or `quan_2005_updated`",
    "Frame": "a frame",
    "GroupsWritten": "a column, or names with what belongs to each",
    "How": "`mean`, `median`, `min`, `max`, `sum`, `prod`, `var`, `sd` or a function",
    "IndexName": "`charlson` or `elixhauser`",
    "Iterable[Reason]": "some of `stays`, `interruptions`, `dose changes`",
    "Method": "`pdc`, `mpr`, `cma1` to `cma9`",
    "Order": "`first` or `after`",
    "SameDay": "`add` or `longest`",
    "Unpack[CoverNames]": "names of columns",
    "Unpack[Names]": "names of columns",
    "Unpack[Settings]": "settings",
    "Unpack[FollowUp]": "settings",
    "WeightsName": "`charlson_1987`, `quan_2011`, `van_walraven_2009` or `swiss_2021`",
    "Written": "a span or a date",
}
_LIST = re.compile(r"^(Raises|Source|Departures):")


def table_page() -> str:
    """Every public function with its parameters and description, and where code tables are from."""
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
    lines += code_tables()
    return "\n".join(lines).rstrip() + "\n"


def _settings() -> str:
    named = Settings.__optional_keys__ - Names.__optional_keys__
    return ", ".join(f"`{name}`" for name in sorted(named))


def _signature(function: Callable[..., Any]) -> Iterator[str]:
    yield "| parameter | type | without it |"
    yield "|---|---|---|"
    for name, parameter in inspect.signature(function).parameters.items():
        stars = {inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        kind = _kind(str(parameter.annotation))
        missing = parameter.default is inspect.Parameter.empty
        default = "" if missing else f"`{parameter.default!r}`"
        yield f"| `{stars}{name}` | {kind} | {default} |"


def _kind(annotation: str) -> str:
    """A type in words, where it has a name of ours; a bar would end the cell."""
    parts = [part.strip() for part in annotation.split(" | ") if part != "None"]
    return " or ".join(_WORDS.get(part, f"`{part}`") for part in parts)


def _described(function: Callable[..., Any]) -> Iterator[str]:
    for line in (inspect.getdoc(function) or "").replace("``", "`").splitlines():
        yield _LIST.sub(r"**\1**:", line)
