"""Why a stay is not an index stay: one bit for each reason, and its words."""

from __future__ import annotations

from carecoord.rules.kernels import index_stays, readmissions
from carecoord.rules.readmission.hospital_wide.code_tables import Exclusion

AGAINST_ADVICE = 2**16
STILL_IN = 2**17
UNKNOWN_DISPOSITION = 2**18
NO_DIAGNOSIS = 2**19
UNKNOWN_DIAGNOSIS = 2**20
EXCLUDED = {
    Exclusion.PSYCHIATRIC: 2**21,
    Exclusion.REHABILITATION: 2**22,
    Exclusion.CANCER: 2**23,
}
CANCER_HOSPITAL = 2**24
NO_PATIENT = 2**25
NO_ADMISSION = 2**26
BACKWARDS = 2**27
OBSERVATION = 2**28
NOT_ACUTE = 2**29
UNKNOWN_KIND = 2**30

LEFT_OUT = NO_PATIENT | NO_ADMISSION | BACKWARDS | OBSERVATION | NOT_ACUTE | UNKNOWN_KIND
"""A stay with one of these is neither an index stay nor a readmission, and links no others."""
OF_THE_FIRST = (
    index_stays.YOUNG
    | index_stays.NO_AGE
    | index_stays.NOT_ENROLLED_BEFORE
    | index_stays.START_UNKNOWN
    | NO_DIAGNOSIS
    | UNKNOWN_DIAGNOSIS
    | sum(EXCLUDED.values())
)
"""What combined stays take from the first of them."""

IN_WORDS = {
    NO_PATIENT: "no patient",
    NO_ADMISSION: "no day of admission that can be read",
    BACKWARDS: "discharged before admission",
    OBSERVATION: "observation, which is outpatient care",
    NOT_ACUTE: "no acute inpatient stay",
    UNKNOWN_KIND: "a kind of stay that is not known",
    readmissions.TRANSFERRED: "transferred to another hospital on the same or the next day",
    readmissions.COMBINED: "goes on in another stay on the same day, for the same condition",
    readmissions.OVERLAPPED: "overlaps a stay that was discharged later",
    readmissions.DUPLICATE: "the same hospital and days as another row",
    readmissions.DOUBTFUL: "perhaps transferred: a hospital is not known",
    index_stays.NO_DISCHARGE: "no day of discharge that can be read",
    index_stays.DIED: "died in the stay",
    AGAINST_ADVICE: "left against medical advice",
    STILL_IN: "still a patient",
    index_stays.NO_DISPOSITION: "no disposition",
    UNKNOWN_DISPOSITION: "a disposition that is not known",
    NO_DIAGNOSIS: "no principal diagnosis",
    UNKNOWN_DIAGNOSIS: "a principal diagnosis that the tables do not know",
    **{bit: f"excluded: {reason.value}" for reason, bit in EXCLUDED.items()},
    CANCER_HOSPITAL: "in a cancer hospital",
    index_stays.YOUNG: "too young at admission",
    index_stays.NO_AGE: "age not known",
    index_stays.NOT_ENROLLED_BEFORE: "not enrolled for the 12 months before admission",
    index_stays.START_UNKNOWN: "first day of enrolment not known",
    index_stays.NOT_ENROLLED_AFTER: "not enrolled to the end of the window",
    index_stays.END_UNKNOWN: "last day of enrolment not known",
    index_stays.RUN_OUT: "the data end before the window does",
}
"""In the order in which they are told."""


def told(bits: int) -> str | None:
    """All reasons of a stay in words; None for an index stay."""
    return "; ".join(words for bit, words in IN_WORDS.items() if bits & bit) or None
