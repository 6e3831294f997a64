"""Who performs what is made."""

from __future__ import annotations

import attrs

from carecoord.model.actor import Actor
from carecoord.model.code import NUCC, Code, CodeableConcept
from carecoord.rules.engine.licence import Licence
from carecoord.testing.witness.sketch import Sketch

_TAXONOMY = {
    Licence.PRESCRIBER: "207Q00000X",
    Licence.RN: "163W00000X",
    Licence.LPN: "164W00000X",
    Licence.PHARMACIST: "183500000X",
    Licence.MENTAL_HEALTH: "103T00000X",
    Licence.SOCIAL_WORKER: "1041C0700X",
    Licence.COMMUNITY_HEALTH_WORKER: "172V00000X",
    Licence.COORDINATOR: "171M00000X",
}
"""NUCC Health Care Provider Taxonomy codes."""


def performed_by(sketch: Sketch, by: frozenset[Licence]) -> Sketch:
    """The same, performed by somebody with one of the licences."""
    for licence in sorted(by, key=lambda one: one.value):
        if licence not in _TAXONOMY:
            continue
        role = CodeableConcept((Code(NUCC, _TAXONOMY[licence]),))
        actor = Actor(kind="Practitioner", id="somebody", roles=(role,))
        held = attrs.fields_dict(sketch.type)
        for several in ("performers", "participants"):
            if several in held:
                return sketch.with_field(several, (actor,))
        for alone in ("sender", "owner"):
            if alone in held:
                return sketch.with_field(alone, actor)
    return sketch
