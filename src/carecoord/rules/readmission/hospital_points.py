"""What the items of the HOSPITAL score earn; its editions differ in the admissions alone."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from carecoord.rules.engine.finding import Evidence
from carecoord.rules.engine.score import Bands, Flag, Reading, Verdict
from carecoord.rules.engine.timing import as_date
from carecoord.rules.readmission.hospital_items import Inputs

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
    inputs, facts = reading.inputs, reading.facts
    hemoglobin = HEMOGLOBIN.weigh(inputs.hemoglobin.low, facts.get("hemoglobin", ()))
    sodium = SODIUM.weigh(inputs.sodium.low, facts.get("sodium", ()))
    stay = facts.get("stay", ())
    lines = (
        attrs.evolve(hemoglobin, because=inputs.hemoglobin.says),
        ONCOLOGY.weigh(inputs.oncology, stay),
        attrs.evolve(sodium, because=inputs.sodium.says),
        PROCEDURE.weigh(inputs.procedure, facts.get("procedure", ())),
        INDEX_TYPE.weigh(inputs.unplanned, facts.get("unplanned", ())),
        admissions.weigh(inputs.admissions, facts.get("admissions", ())),
        LENGTH.weigh(inputs.days, stay),
    )
    score = sum(line.points or 0 for line in lines)
    went_home = Evidence(
        clause="discharged to the community",
        holds=inputs.to_community,
        facts=stay,
        because="" if inputs.to_community else "disposition not given, taken as the community",
    )
    return Verdict(
        met=score >= HIGH_FROM,
        score=score,
        evidence=(*lines, went_home),
        details=(
            ("band", band(score)),
            *(risk(band(score)) if risk else ()),
            ("lapses after", as_date(reading.day + LAPSES_DAYS)),
        ),
    )
