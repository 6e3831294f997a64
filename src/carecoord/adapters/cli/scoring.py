"""``carecoord score``: a table in, a row with its points and score for each of its rows out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import attrs

from carecoord.adapters.cli.faults import DONE, DONE_WITH_PROBLEMS
from carecoord.adapters.cli.messages import counted, say
from carecoord.adapters.cli.output import check_apart, check_writable, write
from carecoord.adapters.cli.table_files import kinds_of, read_table, rows_of
from carecoord.adapters.cli.tables import encoder

if TYPE_CHECKING:
    from carecoord.adapters.tables.scoring.settings import Settings


@attrs.frozen(kw_only=True)
class Request:
    """What is asked for. Settings and names of columns that were not given are None."""

    name: str
    table: Path
    keep: Sequence[str] | None = None
    settings: Mapping[str, Any] = attrs.field(factory=dict[str, Any])
    separator: str = ","
    out: Path | None = None


def run(request: Request) -> int:
    """Read, score, write; give the exit status.

    Raises: CarecoordError for whatever keeps it from starting or finishing.
    """
    check_writable("--out", request.out)
    check_apart((("--out", request.out),), [str(request.table)])
    encode = encoder(request.out)
    from carecoord.adapters.tables import score
    from carecoord.adapters.tables.scoring.conditions import CONDITIONS
    from carecoord.adapters.tables.scoring.settings import USUAL_KEEP, Setup

    settings = {one: value for one, value in request.settings.items() if value is not None}
    name = request.name.lower().replace("-", "_")
    Setup.of(name, cast("Settings", settings))  # what there is not is refused before reading
    keep = list(request.keep) if request.keep else None
    texts = [*(keep or USUAL_KEEP), settings.get(CONDITIONS, CONDITIONS)]
    table = read_table(request.table, texts, request.separator)
    found = score(name, table, keep=keep, **settings)
    write(encode(kinds_of(found), rows_of(found)), request.out)
    if name == "hospital_simplified" and "likely_from" not in settings:
        say("no category: --likely-from says from how many points a readmission is called likely")
    return _tell(found)


def _tell(found: Any) -> int:  # noqa: ANN401  an Arrow table
    """Say how many rows there are, and why some have no score; give the exit status."""
    reasons: Counter[str] = Counter(why for why in found["reason"].to_pylist() if why is not None)
    say(f"{counted(found.num_rows, 'row')}, {reasons.total():,} without a score")
    for why, number in reasons.most_common():
        say(f"  {number:,}: {why}")
    return DONE_WITH_PROBLEMS if reasons else DONE
