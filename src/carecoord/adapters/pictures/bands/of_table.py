"""Readmissions by band, of a table with a score and an outcome in each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

import attrs

from carecoord.adapters.pictures.bands.cuts import Cuts, Written
from carecoord.adapters.pictures.bands.values import Band, ReadmissionsByBand
from carecoord.adapters.pictures.cells import told, truth
from carecoord.adapters.tables import cells
from carecoord.adapters.tables.frames import Frame, Table
from carecoord.errors import InputError

TITLE = "Readmissions by band of the score"
NO_SCORE, NO_OUTCOME, NO_BAND, BELOW = (
    "without a score",
    "without an outcome",
    "without a band",
    "below the first band",
)
_ALL = 100
EXPECTED = "expected_risk_percent"


@attrs.define
class _Tally:
    """What is counted of a band; the lowest score orders the bands of a column."""

    members: int = 0
    readmitted: int = 0
    risks: list[float] = attrs.field(factory=list[float])
    lowest: float = float("inf")

    def band(self, name: str) -> Band:
        """The band that came of it."""
        mean = sum(self.risks) / len(self.risks) / _ALL if self.risks else None
        return Band(
            name=name,
            members=self.members,
            readmitted=self.readmitted,
            expected=mean,
            expected_of=len(self.risks),
        )


@attrs.frozen(kw_only=True)
class _Columns:
    scores: Sequence[float]
    outcomes: Sequence[bool | None]
    risks: Sequence[float]


def readmissions_by_band(  # noqa: PLR0913  a setting has a name
    frame: Frame,
    /,
    *,
    score: str = "score",
    readmitted: str = "readmitted",
    bands: Written | str = "band",
    expected_risk_percent: str | None = None,
    counted: str = "patients",
    title: str = TITLE,
) -> ReadmissionsByBand:
    """How many in each band of a score were readmitted, with the 95 % interval of the share.

    ``bands`` are the lowest scores of the bands, ``(0, 5, 10)`` or ``{"low": 0, "high": 7}``, or
    the name of a column of bands. ``expected_risk_percent`` names a column of risks that the
    derivation of the score gives, else one of this name is taken: the mean of each band stands
    beside as expected, which is not observed. The interval takes rows for independent: give one
    row for each patient. ``counted`` says what rows are.

    Raises: InputError for a column that is missing or risks that are none, AuthoringError for
    bands without meaning, MissingExtra.
    """
    table = Table.of(frame, "readmissions by band")
    read = _Columns(
        scores=_listed(cells.numbers(table.column(score, "the score"))),
        outcomes=[
            truth(cell)
            for cell in table.column(readmitted, "whether the patient was readmitted").to_list()
        ],
        risks=_risks(table, expected_risk_percent),
    )
    left_out: Counter[str] = Counter()
    if isinstance(bands, str):
        found = _by_column(table, bands, read, left_out)
    else:
        found = _by_score(Cuts.of(bands), read, left_out)
    return ReadmissionsByBand(
        title=title, bands=found, counted=counted, notes=list(_notes(left_out))
    )


def _risks(table: Table, column: str | None) -> Sequence[float]:
    if column is None and not table.has(EXPECTED):
        return [cells.UNKNOWN] * table.length
    name = EXPECTED if column is None else column
    risks = _listed(cells.numbers(table.column(name, "the risk that the derivation gives")))
    if any(not (isnan(risk) or 0 <= risk <= _ALL) for risk in risks):
        raise InputError(
            asked=f"readmissions by band: the column {name!r} (the risk that the derivation gives)",
            found="numbers below 0 or above 100",
            remedy="Give risks in percent, 12.2 for 12.2 %",
        )
    return risks


def _listed(values: Any) -> list[float]:  # noqa: ANN401  a sequence of an engine
    return [float(value) for value in values]


def _by_score(cuts: Cuts, read: _Columns, left_out: Counter[str]) -> list[Band]:
    tallies = [_Tally() for _ in cuts.ends]
    for row, score in enumerate(read.scores):
        place = -1 if isnan(score) else cuts.place(score)
        if isnan(score):
            left_out[NO_SCORE] += 1
        elif read.outcomes[row] is None:
            left_out[NO_OUTCOME] += 1
        elif place < 0:
            left_out[BELOW] += 1
        else:
            _count(tallies[place], read, row)
    return [tally.band(name) for tally, name in zip(tallies, cuts.names, strict=True)]


def _by_column(table: Table, column: str, read: _Columns, left_out: Counter[str]) -> list[Band]:
    """A band for each value of a column, in order of the lowest score in it."""
    tallies: dict[str, _Tally] = {}
    for row, cell in enumerate(table.column(column, "the band of the score").to_list()):
        name = told(cell)
        if isnan(read.scores[row]):
            left_out[NO_SCORE] += 1
            continue
        if not name:
            left_out[NO_BAND] += 1
            continue
        tally = tallies.setdefault(name, _Tally())
        tally.lowest = min(tally.lowest, read.scores[row])
        if read.outcomes[row] is None:
            left_out[NO_OUTCOME] += 1
        else:
            _count(tally, read, row)
    ordered = sorted(tallies.items(), key=lambda item: item[1].lowest)
    return [tally.band(name) for name, tally in ordered]


def _count(tally: _Tally, read: _Columns, row: int) -> None:
    tally.members += 1
    tally.readmitted += bool(read.outcomes[row])
    if not isnan(read.risks[row]):
        tally.risks.append(read.risks[row])


def _notes(left_out: Counter[str]) -> Iterator[str]:
    for why, count in left_out.items():
        which = "1 row" if count == 1 else f"{count} rows"
        yield f"{which} {why} {'is' if count == 1 else 'are'} not counted."
