"""The principal diagnosis of an encounter."""

from __future__ import annotations

from collections.abc import Sequence

from carecoord.model.chart import Chart
from carecoord.model.code import ICD10CM, Code, CodeableConcept
from carecoord.model.encounter import Encounter, EncounterDiagnosis
from carecoord.rules.readmission.known_conditions import NOT_SO

ROLE = "http://terminology.hl7.org/CodeSystem/diagnosis-role"
BILLING, DISCHARGE = Code(ROLE, "billing"), Code(ROLE, "DD")
_FIRST = 1


def principal_code(encounter: Encounter, chart: Chart) -> str | None:
    """The code of the diagnosis ranked first for billing, else at discharge, else of the only one.

    ICD-10-CM if there is one, else another; None when there is no such diagnosis, or several.
    """
    found = _principal(encounter.diagnoses)
    named = None if found is None else _named(found, chart)
    if named is None or not named.coding:
        return None
    return next((one.code for one in named.coding if one.system == ICD10CM), named.coding[0].code)


def _principal(diagnoses: Sequence[EncounterDiagnosis]) -> EncounterDiagnosis | None:
    for role in (BILLING, DISCHARGE):
        of_role = [one for one in diagnoses if one.use and role in one.use.coding]
        first = [one for one in of_role if one.rank == _FIRST]
        if len(first or of_role) == 1:
            return (first or of_role)[0]
    without = [one for one in diagnoses if one.use is None]
    first = [one for one in without if one.rank == _FIRST]
    candidates = first or without
    return candidates[0] if len(candidates) == 1 else None


def _named(diagnosis: EncounterDiagnosis, chart: Chart) -> CodeableConcept | None:
    """What the condition is called, or the diagnosis itself; nothing if it was refuted."""
    for condition in chart.conditions or ():
        if condition.id == diagnosis.condition and condition.verification_status in NOT_SO:
            return None
        if condition.id == diagnosis.condition and condition.code is not None:
            return condition.code
    return diagnosis.code
