"""An element that FHIR has in several kinds, such as ``onset[x]``: one of them is written."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.moment import ClinicalTime
from carecoord.model.observation import Value
from carecoord.model.period import Period

SAID_ALREADY = "FHIR has one place for this, where another kind of it is said"


def chosen(names: Names, **kinds: object) -> e.Json:
    """One kind of an element that has several, the first that says something."""
    said = e.element(**kinds)
    for other in list(said)[1:]:
        names.lost(other, SAID_ALREADY)
        del said[other]
    return said


def when(name: str, value: ClinicalTime | Period | None) -> e.Json:
    """A time or a period, as the kinds of ``name[x]``."""
    if isinstance(value, Period):
        return e.element(**{f"{name}Period": e.period(value)})
    return e.element(**{f"{name}DateTime": e.moment(value)})


def valued(name: str, value: Value | None) -> e.Json:
    """``value[x]``, if it says anything."""
    return e.element(**e.choice(name, value))
