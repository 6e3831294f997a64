"""What the items of the HOSPITAL score earn.

Its editions of 2013 and 2016 differ in the admissions alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs

from carecoord.rules.engine.finding import Evidence, FactRef
from carecoord.rules.engine.score import Bands, Flag, Reading, Verdict
from carecoord.rules.engine.timing import as_date
from carecoord.rules.readmission.hospital_items import Inputs

Facts = Mapping[str, tuple[FactRef, ...]]

HEMOGLOBIN = Flag("hemoglobin at discharge below 12 g/dL", 1)
ONCOLOGY = Flag("discharged from an oncology service", 2)
SODIUM = Flag("sodium at discharge below 135 mmol/L", 1)
PROCEDURE = Flag("a coded procedure in the stay", 1)
INDEX_TYPE = Flag("admission that was not elective", 1)
LENGTH = Bands("length of stay", "days", ((0, 0), (5, 2)))

# Rows read: from this many points, this band.
BANDS = ((0, "low"), (5, "intermediate"), (7, "high"))
HIGH_FROM = 7
LAPSES_DAYS = 30


def band(score: int) -> str:
    """The band of a score."""
    return [name for floor, name in BANDS if floor <= score][-1]


def add_up(
    reading: Reading[Inputs],
    admissions: Bands,
    risk: Callable[[str], tuple[tuple[str, object], ...]] | None = None,
) -> Verdict:
    """Add the points, those of earlier admissions by the table of an edition.

    ``risk`` gives what the edition says of the risk of a band.
    """
    lines = weighed(reading.inputs, reading.facts, ONCOLOGY, admissions)
    score = sum(line.points or 0 for line in lines)
    return Verdict(
        met=score >= HIGH_FROM,
        score=score,
        evidence=(*lines, went_home(reading.inputs, reading.facts)),
        details=(
            ("band", band(score)),
            *(risk(band(score)) if risk else ()),
            ("lapses after", as_date(reading.day + LAPSES_DAYS)),
        ),
    )


def weighed(
    inputs: Inputs, facts: Facts, oncology: Flag, admissions: Bands
) -> tuple[Evidence, ...]:
    """A line of evidence for each item, in the order of the score's name."""
    hemoglobin = HEMOGLOBIN.weigh(inputs.hemoglobin.low, facts.get("hemoglobin", ()))
    sodium = SODIUM.weigh(inputs.sodium.low, facts.get("sodium", ()))
    done = inputs.procedure
    return (
        attrs.evolve(hemoglobin, because=inputs.hemoglobin.says),
        oncology.weigh(inputs.oncology, facts.get("oncology", ())),
        attrs.evolve(sodium, because=inputs.sodium.says),
        *(() if done is None else (PROCEDURE.weigh(done, facts.get("procedure", ())),)),
        INDEX_TYPE.weigh(inputs.unplanned, facts.get("unplanned", ())),
        admissions.weigh(inputs.admissions, facts.get("admissions", ())),
        LENGTH.weigh(inputs.days, facts.get("stay", ())),
    )


def went_home(inputs: Inputs, facts: Facts) -> Evidence:
    """Where the patient went, as far as somebody wrote it down."""
    return Evidence(
        clause="discharged to the community",
        holds=inputs.to_community,
        facts=facts.get("stay", ()),
        because="" if inputs.to_community else "disposition not given, taken as the community",
    )
