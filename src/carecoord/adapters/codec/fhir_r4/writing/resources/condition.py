"""Condition."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import choices, required, us_core
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import who
from carecoord.model.code import Code
from carecoord.model.condition import Condition, Stage

_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_ASSERTED = "http://hl7.org/fhir/StructureDefinition/condition-assertedDate"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"
_DIAGNOSIS = Code(_CATEGORY, "encounter-diagnosis")
_CONCERNS = (
    Code(_CATEGORY, "problem-list-item"),
    Code("http://hl7.org/fhir/us/core/CodeSystem/condition-category", "health-concern"),
)
_ERROR = "entered-in-error"
_OVER = frozenset({"inactive", "remission", "resolved"})


def condition(fact: Condition, names: Names) -> e.Json:
    """Write a Condition, without what every resource has: id, identifiers, labels."""
    category = e.concepts(fact.category)
    code = e.concept(fact.code)
    verified = required.word_of(names, fact, "verification_status", "verificationStatus")
    ended = _abatement(fact, names)
    if ended and verified == _ERROR:
        names.lost("abatement", "what was entered in error has no status, which an end demands")
        ended = {}
    return e.element(
        resourceType="Condition",
        **us_core.claimed(_profile(category, code)),
        extension=_asserted(fact),
        clinicalStatus=e.bound(_clinical(fact, verified, ended, names), _CLINICAL),
        verificationStatus=e.bound(verified, _VERIFICATION),
        category=category,
        severity=e.concept(fact.severity),
        code=code,
        bodySite=e.concepts(fact.body_site),
        subject=names.subject(),
        encounter=names.fact(fact.encounter),
        **_onset(fact, names),
        **ended,
        recordedDate=_recorded(fact),
        recorder=who(fact.recorder, "recorder", names),
        asserter=who(fact.asserter, "asserter", names),
        stage=[said for one in fact.stages if (said := _stage(one, names))],
        evidence=[
            *({"code": [one]} for one in e.concepts(fact.evidence_codes)),
            *({"detail": [one]} for one in names.facts(fact.evidence)),
        ],
        note=e.note(fact.note),
    )


def _profile(category: list[e.Json], code: e.Json | None) -> str | None:
    """A diagnosis of a visit, or a problem or concern, as its category says."""
    if code is None:
        return None
    diagnoses = sum(us_core.is_coded(one, _DIAGNOSIS) for one in category)
    if diagnoses:
        return "condition-encounter-diagnosis" if diagnoses == 1 else None
    if any(us_core.is_coded(one, *_CONCERNS) for one in category):
        return "condition-problems-health-concerns"
    return None


def _clinical(fact: Condition, verified: str | None, ended: e.Json, names: Names) -> str | None:
    """The clinical status: none beside an error (con-5), and no active one at the end (con-4)."""
    found = required.word_of(names, fact, "clinical_status", "clinicalStatus")
    if verified == _ERROR:
        if found is not None:
            names.lost("clinicalStatus", "what was entered in error has none")
        return None
    if ended and found is None:
        return "inactive"
    if ended and found not in _OVER:
        names.lacking("clinicalStatus", "what has abated is inactive, in remission or resolved")
    return found


def _onset(fact: Condition, names: Names) -> e.Json:
    return choices.chosen(
        names,
        **choices.when("onset", fact.onset),
        onsetAge=e.quantity(fact.onset_age),
        onsetRange=e.bounds(fact.onset_range) if fact.onset_range else None,
        onsetString=fact.onset_text,
    )


def _abatement(fact: Condition, names: Names) -> e.Json:
    return choices.chosen(
        names,
        **choices.when("abatement", fact.abatement),
        abatementAge=e.quantity(fact.abatement_age),
        abatementRange=e.bounds(fact.abatement_range) if fact.abatement_range else None,
        abatementString=fact.abatement_text,
    )


def _asserted(fact: Condition) -> list[e.Json]:
    if fact.asserted_on is None:
        return []
    return [{"url": _ASSERTED, "valueDateTime": e.moment(fact.asserted_on)}]


def _recorded(fact: Condition) -> str | None:
    """When it was recorded, where that is more than when it was asserted."""
    return None if fact.recorded_on == fact.asserted_on else e.moment(fact.recorded_on)


def _stage(stage: Stage, names: Names) -> e.Json:
    """A stage with a summary or what it rests on (con-1)."""
    said = e.element(
        summary=e.concept(stage.summary),
        assessment=names.facts(stage.assessment),
        type=e.concept(stage.type),
    )
    if said and not said.keys() & {"summary", "assessment"}:
        names.lost("stage", "FHIR knows no stage without a summary or what it rests on")
        return {}
    return said
