"""Small tables of hospital stays that nobody made, for tutorials: ten patients in 2019, as CSV.

>>> from carecoord.testing.example_stays import example_stays
>>> example_stays().splitlines()[1]
b'back,s01,A,2019-03-04,2019-03-08,01,J18.9,,inpatient,1944-05-04'
"""

from __future__ import annotations

_STAYS = """\
patient,stay,hospital,admitted_on,discharged_on,disposition,principal_diagnosis,procedures,kind,birth_date
back,s01,A,2019-03-04,2019-03-08,01,J18.9,,inpatient,1944-05-04
back,s02,A,2019-03-20,2019-03-26,01,I50.23,,inpatient,1944-05-04
chemo,s03,A,2019-04-01,2019-04-05,01,J18.9,,inpatient,1950-01-30
chemo,s04,A,2019-04-22,2019-04-23,01,Z51.11,3E03305,inpatient,1950-01-30
bypass,s05,A,2019-05-06,2019-05-09,01,I25.110,,inpatient,1948-11-02
bypass,s06,B,2019-05-20,2019-05-28,01,I25.110,0210093|5A1221Z,inpatient,1948-11-02
moved,s07,A,2019-02-04,2019-02-06,02,I21.4,,inpatient,1941-07-19
moved,s08,B,2019-02-06,2019-02-11,01,I21.4,,inpatient,1941-07-19
fell,s09,A,2019-06-03,2019-06-07,01,I50.33,,inpatient,1936-03-08
fell,s10,A,2019-06-07,2019-06-14,03,S72.001A,0SRR0J9,inpatient,1936-03-08
watched,s11,A,2019-07-01,2019-07-04,01,J44.1,,inpatient,1952-09-12
watched,s12,A,2019-07-10,2019-07-11,01,J44.1,,observation,1952-09-12
late,s13,B,2019-08-05,2019-08-09,01,N17.9,,inpatient,1939-12-24
late,s14,B,2019-09-18,2019-09-21,01,N17.9,,inpatient,1939-12-24
left,s15,A,2019-10-07,2019-10-08,07,L03.115,,inpatient,1947-02-14
young,s16,B,2019-10-14,2019-10-17,01,K35.80,0DTJ4ZZ,inpatient,1970-08-01
last,s17,A,2019-12-09,2019-12-12,01,A41.9,,inpatient,1945-06-30
"""

_CODES = """\
patient,code,age
back,J18.9,74
back,I50.23,74
back,I10,74
back,E11.9,74
bypass,I25110,70
bypass,I252,70
bypass,E1122,70
bypass,E119,70
bypass,N183,70
chemo,C34.90,69
chemo,C78.7,69
fell,I50.33,83
fell,F03.90,83
watched,J44.1,66
watched,E66.9,66
watched,F32.9,66
late,N17.9,79
late,I42.6,79
"""

_ITEMS = """\
patient,stay,los_days,acute_admission,conditions,ed_visits_6m,hemoglobin_g_dl,oncology_service,sodium_mmol_l,any_procedure,nonelective,admissions_prev_12m,cancer_diagnosis
back,s01,4,yes,chf;dm,2,10.8,no,133,no,yes,2,no
chemo,s03,4,yes,mets,1,9.9,yes,136,no,yes,3,yes
bypass,s05,3,no,mi;dm_cx;mild_liver_renal,0,13.4,no,139,no,no,0,no
moved,s08,7,yes,mi,0,12.0,no,138,yes,yes,0,no
fell,s09,4,yes,chf;dementia,1,11.7,no,131,no,yes,1,no
watched,s11,3,yes,copd,1,14.1,no,140,no,yes,1,no
late,s13,4,yes,mild_liver_renal,0,11.2,no,134,no,yes,0,no
"""


def example_stays() -> bytes:
    """The stays: a readmission, planned ones, a transfer, day 0, observation, and exclusions.

    ``back`` comes back on day 12; ``chemo`` comes back as planned; whether the return of ``bypass``
    was planned depends on the year of the code tables; ``moved`` is sent on to another hospital;
    ``fell`` comes back on the day of discharge; ``watched`` is under observation after six days;
    ``late`` comes back on day 40; ``left``, ``young`` and ``last`` are no index stays.
    """
    return _STAYS.encode()


def example_codes() -> bytes:
    """Diagnosis codes of six of the patients, with and without dots, and their ages."""
    return _CODES.encode()


def example_items() -> bytes:
    """What LACE and the HOSPITAL scores ask for, of seven of the stays."""
    return _ITEMS.encode()
