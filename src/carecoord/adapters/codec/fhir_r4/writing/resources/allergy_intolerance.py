"""AllergyIntolerance."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, required, us_core, words
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.performing import who
from carecoord.model.allergy_intolerance import AllergyIntolerance, Reaction

_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
_CATEGORIES = frozenset({"food", "medication", "environment", "biologic"})
_SEVERITIES = frozenset({"mild", "moderate", "severe"})


def allergy(fact: AllergyIntolerance, names: Names) -> e.Json:
    """Write an AllergyIntolerance."""
    code = e.concept(fact.code)
    verified = required.word_of(names, fact, "verification_status", "verificationStatus")
    categories = (words.word(names, "category", one, _CATEGORIES) for one in fact.category)
    return e.element(
        resourceType="AllergyIntolerance",
        **us_core.claimed("allergyintolerance" if code else None),
        clinicalStatus=_clinical(fact, verified, names),
        verificationStatus=e.bound(verified, _VERIFICATION),
        type=required.word_of(names, fact, "type", "type"),
        category=[one for one in categories if one is not None],
        criticality=required.word_of(names, fact, "criticality", "criticality"),
        code=code,
        patient=names.subject(),
        encounter=names.fact(fact.encounter),
        **choices.chosen(
            names,
            **choices.when("onset", fact.onset),
            onsetAge=e.quantity(fact.onset_age),
            onsetRange=e.bounds(fact.onset_range) if fact.onset_range else None,
            onsetString=fact.onset_text,
        ),
        recordedDate=e.moment(fact.recorded_on),
        recorder=who(fact.recorder, "recorder", names),
        asserter=who(fact.asserter, "asserter", names),
        lastOccurrence=e.moment(fact.last_occurrence),
        note=e.note(fact.note),
        reaction=[_reaction(one, names) for one in fact.reactions],
    )


def _clinical(fact: AllergyIntolerance, verified: str | None, names: Names) -> e.Json | None:
    """The clinical status, which must be there (ait-1), but not beside an error (ait-2)."""
    found = required.word_of(names, fact, "clinical_status", "clinicalStatus")
    if verified != "entered-in-error":
        return absence.known(e.bound(found, _CLINICAL))
    if found is not None:
        names.lost("clinicalStatus", "what was entered in error has none")
    return None


def _reaction(reaction: Reaction, names: Names) -> e.Json:
    """A reaction; FHIR demands a manifestation, and real records lack it."""
    return e.element(
        substance=e.concept(reaction.substance),
        manifestation=e.concepts(reaction.manifestation) or [absence.ABSENT],
        description=reaction.description,
        onset=e.moment(reaction.onset),
        severity=words.word(names, "reaction.severity", reaction.severity, _SEVERITIES),
        exposureRoute=e.concept(reaction.exposure_route),
        note=e.note(reaction.note),
    )
