"""What starts a follow-up: stays and visits by what they were for, births, screenings.

The sets are ours, by the chapters of the classifications: those of the measures' owners are not
ours to ship.
"""

from __future__ import annotations

from datetime import tzinfo

from carecoord.model.code import ACT_CODE, ICD10CM, Code, loinc, snomed
from carecoord.model.condition import Condition
from carecoord.model.encounter import Encounter
from carecoord.model.observation import Observation
from carecoord.model.task import Task
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.visits import ADMISSIONS
from carecoord.rules.criteria import EACH, Exists, Facts, Not, Selection, Span, coded
from carecoord.rules.criteria.places import OUTPATIENT
from carecoord.rules.engine.timing import ALWAYS, NEVER, Row, day_bounds


def _icd10(name: str, *prefixes: str, codes: tuple[Code, ...] = ()) -> ValueSet:
    return ValueSet(
        url=f"urn:carecoord:{name.lower().replace(' ', '-')}",
        name=name,
        codes=codes,
        prefixes=tuple(Code(ICD10CM, prefix) for prefix in prefixes),
    )


MENTAL_ILLNESS = _icd10(
    "Mental illness or self-harm",
    *("F20", "F21", "F22", "F23", "F24", "F25", "F28", "F29"),
    *("F3", "F40", "F41", "F42", "F43", "F44", "F45", "F48"),
    *("F50", "F51", "F52", "F53", "F60", "F63", "F68", "F84", "F9"),
    *("T14.91", "R45.851", *(f"X{number}" for number in range(71, 84))),
    codes=(snomed("370143000"), snomed("35489007"), snomed("74732009")),
)
SUBSTANCE_USE = _icd10(
    "Substance use disorder or overdose",
    *("F10", "F11", "F12", "F13", "F14", "F15", "F16", "F18", "F19"),
    *("T40", "T42.4", "T43.6", "T51"),
    codes=(snomed("7200002"), snomed("66214007")),
)
HYPERTENSION_IN_PREGNANCY = _icd10(
    "Hypertensive disorder of pregnancy", "O10", "O11", "O13", "O14", "O15", "O16"
)
SEVERE_HYPERTENSION_IN_PREGNANCY = _icd10(
    "Severe preeclampsia or eclampsia", "O14.1", "O14.2", "O15"
)
GESTATIONAL_DIABETES = _icd10("Gestational diabetes", "O24.4", codes=(snomed("11687002"),))
LIVEBORN = _icd10("Liveborn infant", "Z38", codes=(snomed("442311008"),))
SOCIAL_NEED = _icd10("Social need", "Z55", "Z56", "Z57", "Z58", "Z59", "Z60", "Z62", "Z63", "Z65")

EMERGENCY_VISITS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, Code(ACT_CODE, "EMER"))
    .where(Encounter.status, "finished")
)
NOT_ADMITTED = Not(
    Exists(ADMISSIONS.starting(Span(EACH.start, EACH.end.plus(days=30)))).named(
        "admitted at the visit or within 30 days of it"
    ),
    name="not admitted at the visit or within 30 days of it",
)
VISITS = (
    Facts(Encounter)
    .where(Encounter.encounter_class, *OUTPATIENT)
    .where(Encounter.status, "finished")
)


def conditions(of: ValueSet) -> Selection:
    """Conditions that were not refuted."""
    return Facts(Condition, of).where_not(
        Condition.verification_status, "refuted", "entered-in-error"
    )


def because_of(encounters: Selection, of: ValueSet) -> Selection:
    """Encounters with such a principal diagnosis, or with such a reason."""
    return encounters.with_principal_diagnosis(conditions(of)) | encounters.where(
        Encounter.reason, of
    )


def when_so(row: Row, zone: tzinfo) -> Row:
    """The day since which a task stands as it does: its last change, else when it was asked for.

    A task that was taken on or cancelled has no time of its own, for nothing was done yet.
    """
    task = row.fact
    assert isinstance(task, Task)  # noqa: S101  Facts(Task, …)
    since = task.modified_at if task.modified_at is not None else task.authored_on
    low, high = (ALWAYS, NEVER) if since is None else day_bounds(since, zone)
    return Row(task, low, high, low, high)


PRESSURE = coded("Blood pressure taken", loinc("85354-9"), loinc("55284-4"))
READINGS = (
    Facts(Observation, PRESSURE).where(Observation.status, "final", "amended", "corrected").latest()
)
