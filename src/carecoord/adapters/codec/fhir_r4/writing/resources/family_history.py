"""FamilyMemberHistory."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import absence, choices, moments, required
from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.model.family_history import FamilyCondition, FamilyHistory
from carecoord.model.period import Period


def family_history(fact: FamilyHistory, names: Names) -> e.Json:
    """Write a FamilyMemberHistory."""
    return e.element(
        resourceType="FamilyMemberHistory",
        status=required.status_or_unknown(names, fact),
        dataAbsentReason=e.concept(fact.data_absent_reason),
        patient=names.subject(),
        date=e.moment(fact.recorded_on),
        relationship=absence.known(e.concept(fact.relationship)),
        sex=e.concept(fact.sex),
        **_age(fact, names),
        **_deceased(fact, names),
        reasonCode=e.concepts(fact.reason),
        reasonReference=names.facts(fact.reason_facts),
        note=e.note(fact.note),
        condition=[_condition(one, names) for one in fact.conditions],
    )


def _age(fact: FamilyHistory, names: Names) -> e.Json:
    """When the relative was born, else how old it is: FHIR does not have both (fhs-1)."""
    born = fact.born
    if isinstance(born, Period):
        span, date = e.period(born), None
    else:
        span, date = None, moments.day(names, "bornDate", born)
    return choices.chosen(
        names,
        bornPeriod=span,
        bornDate=date,
        bornString=fact.born_text,
        ageAge=e.quantity(fact.age),
    )


def _deceased(fact: FamilyHistory, names: Names) -> e.Json:
    """When the relative died, else at what age, else whether."""
    known = fact.deceased
    if isinstance(known, bool):
        date, whether = None, known
    else:
        date, whether = moments.day(names, "deceasedDate", known), None
    age = e.quantity(fact.deceased_age)
    if whether is True and age is not None:
        whether = None
    return choices.chosen(names, deceasedDate=date, deceasedAge=age, deceasedBoolean=whether)


def _condition(illness: FamilyCondition, names: Names) -> e.Json:
    return e.element(
        code=absence.known(e.concept(illness.code)),
        outcome=e.concept(illness.outcome),
        contributedToDeath=illness.contributed_to_death,
        **choices.chosen(
            names,
            onsetAge=e.quantity(illness.onset_age),
            onsetRange=e.bounds(illness.onset_range) if illness.onset_range else None,
            onsetPeriod=e.period(illness.onset_period),
            onsetString=illness.onset_text,
        ),
        note=e.note(illness.note),
    )
