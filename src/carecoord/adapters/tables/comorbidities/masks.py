"""The conditions of patients as masks, and the codes that say none."""

from __future__ import annotations

from typing import Any

import attrs

from carecoord.adapters.tables.comorbidities.reading import Rows
from carecoord.adapters.tables.engines import Engine
from carecoord.rules.kernels import comorbidity as kernels
from carecoord.rules.readmission.comorbidity.icd10 import plain
from carecoord.rules.readmission.comorbidity.index import Index


@attrs.frozen(kw_only=True)
class Masks:
    """By patient the mask of conditions, and how many different codes are not of ICD-10."""

    masks: Any
    unknown: Any


def masks_of(rows: Rows, index: Index, engine: Engine) -> Masks:
    """Match each different code once, and join what the rows of a patient say."""
    many = len(rows.firsts)
    patients, codes = engine.ints(rows.patients), engine.ints(rows.codes)
    of_codes = [index.mask(text) if plain(text) else -1 for text in rows.texts]
    masks, unknown = engine.full(many, 0), engine.full(len(patients), 0)
    engine.run(kernels.gathered)(
        patients,
        codes,
        engine.ints([] if rows.systems is None else rows.systems),
        engine.ints(of_codes),
        engine.ints(rows.foreign),
        masks,
        unknown,
    )
    places = engine.without(unknown, {0})
    found = [engine.taken(patients, places), engine.taken(codes, places)]
    order = engine.rising(found)
    if order is not None:
        found = [engine.taken(one, order) for one in found]
    counts = engine.full(many, 0)
    whose = engine.taken(found[0], engine.changes(found))
    engine.run(kernels.tallied)(whose, counts)
    return Masks(masks=masks, unknown=counts)
