"""Code tables of a few codes, and stays that use them."""

from datetime import date, timedelta

from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, Cohort, Exclusion

PNEUMONIA, FAILURE, CANCER, MIND, CHEMOTHERAPY = "J189", "I5023", "C3490", "F329", "Z5111"
BYPASS, LOBECTOMY, TRANSPLANT, PLASTER = "021009W", "0BTC0ZZ", "02YA0Z0", "2W3AX1Z"
TABLES = CodeTables(
    reporting_year=1,
    edition="a few codes",
    diagnosis_ccs={PNEUMONIA: 122, FAILURE: 108, CANCER: 19, MIND: 657, CHEMOTHERAPY: 45},
    procedure_ccs={BYPASS: 44, LOBECTOMY: 36, TRANSPLANT: 176, PLASTER: 231},
    always_planned_procedures=frozenset({176}),
    always_planned_diagnoses=frozenset({45}),
    potentially_planned_procedures=frozenset({44, 36}),
    potentially_planned_codes=frozenset(),
    acute_diagnoses=frozenset({122}),
    acute_codes=frozenset(),
    surgery_procedures=frozenset({36, 44}),
    surgery_codes=frozenset(),
    cohort_of_diagnosis={122: Cohort.CARDIORESPIRATORY, 108: Cohort.CARDIORESPIRATORY},
    excluded_diagnoses={19: Exclusion.CANCER, 657: Exclusion.PSYCHIATRIC, 45: Exclusion.CANCER},
)
START = date(2023, 1, 1)
LAST_DAY = date(2023, 12, 31)


def day(number):
    """So many days after 1 January 2023; None stays None."""
    return number if number is None or isinstance(number, str) else START + timedelta(days=number)


def stay(name, admitted, discharged, **others):
    return {
        "patient": "p",
        "stay": name,
        "hospital": "A",
        "admitted_on": day(admitted),
        "discharged_on": day(discharged),
        "disposition": "01",
        "principal_diagnosis": PNEUMONIA,
        "procedures": "",
        **others,
    }


def columns(*stays):
    names = dict.fromkeys(name for one in stays for name in one)
    return {name: [one.get(name) for one in stays] for name in names}
