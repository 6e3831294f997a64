"""What is wrong with a filter that relates facts to other facts, as it is written."""

from __future__ import annotations

from collections.abc import Iterator

from carecoord.model.encounter import Encounter
from carecoord.rules.criteria.links import Linked, NamedBy, PrincipalDiagnosis, Without
from carecoord.rules.criteria.selection import Selection
from carecoord.rules.engine.fact_fields import fact_type, lacking
from carecoord.rules.engine.fault import NEVER
from carecoord.rules.engine.same import same


def linked_faults(part: Linked) -> Iterator[str]:
    """That the facts have no such field to name another in."""
    yield from lacking(part.source, part.field)


def named_by_faults(part: NamedBy) -> Iterator[str]:
    """That those who should name a fact have no such field."""
    yield from lacking(part.other, part.field)


def principal_faults(part: PrincipalDiagnosis) -> Iterator[str]:
    """That the facts are no stays, which alone have diagnoses of a rank."""
    kind = fact_type(part.source)
    if kind is not None and not issubclass(kind, Encounter):
        yield f"{kind.__name__} has no principal diagnosis"


def without_faults(part: Without) -> Iterator[str]:
    """That it takes away all that there is: what it narrows is, or narrows, what is left out."""
    source: Selection | None = part.source
    while source is not None:
        if same(source, part.other):
            yield f"{NEVER}: {part.source} are all left out"
            return
        source = source.narrows()
