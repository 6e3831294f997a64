"""The packaged tables: which years there are, that nothing is read too early, and their size."""

import subprocess
import sys
from importlib import resources

import pytest

from carecoord.adapters.tables import reference
from carecoord.errors import AuthoringError, InputError
from carecoord.rules.readmission.hospital_wide.code_tables import Cohort, Exclusion

ATTEMPT = """
import builtins, io, sys
from carecoord.adapters.tables import reference
assert not any(name.startswith(f"{reference.__name__}.") for name in sys.modules)
from carecoord.adapters.tables.reference import packaged, certificates, workbooks
assert "openpyxl" not in sys.modules and "tomllib" not in sys.modules
print(packaged.diagnosis_ccs.cache_info().currsize, packaged._hospital_wide.cache_info().currsize)
"""


@pytest.mark.parametrize("year", reference.YEARS)
def test_every_packaged_year_says_that_it_is_past(year):
    tables = reference.hospital_wide(year)

    assert tables.reporting_year == year
    assert f"reporting year {year}" in tables.edition
    assert "a past edition" in tables.edition
    assert "AHRQ CCS of fiscal year 2019" in tables.edition


def test_the_tables_of_2021_say_that_cms_mapped_codes_otherwise():
    assert "modified by Yale" in reference.hospital_wide(2021).edition
    assert "Yale" not in reference.hospital_wide(2019).edition


def test_a_year_is_read_once():
    assert reference.hospital_wide(2019) is reference.hospital_wide(2019)
    assert (
        reference.hospital_wide(2019).diagnosis_ccs is reference.hospital_wide(2021).diagnosis_ccs
    )


@pytest.mark.parametrize("year", ["2021", 2021.0, None, True, -1, [2021]])
def test_what_is_no_year_is_refused(year):
    with pytest.raises(AuthoringError, match="it has no meaning here"):
        reference.hospital_wide(year)


@pytest.mark.parametrize(
    ("year", "nearest"),
    [(2018, "2019"), (2020, "2019 and 2021"), (2022, "2021"), (1999, "2019")],
)
def test_a_year_without_tables_names_the_nearest_and_how_to_load_it(year, nearest):
    with pytest.raises(InputError) as caught:
        reference.hospital_wide(year)

    assert str(caught.value) == (
        f"code tables of the hospital-wide readmission measure for reporting year {year}: none "
        f"are packaged; the nearest are those of {nearest}. No other year is taken in their "
        "place. Ask for one that there is, or download CMS's code specifications of the year you "
        "need and load them with carecoord.adapters.tables.reference.from_workbooks"
    )


def test_the_tables_hold_what_cms_published():
    """Rows looked up by hand in the sheets PR.1 to PR.4 and 1 to 3."""
    tables = reference.hospital_wide(2019)

    assert tables.always_planned_procedures == {64, 105, 176}
    assert tables.always_planned_diagnoses == {45, 254}
    assert {"0TC03ZZ", "0WHG33Z"} <= tables.potentially_planned_codes
    assert {"I2101", "I41"} <= tables.acute_codes
    assert tables.cohort_of_diagnosis[108] is Cohort.CARDIORESPIRATORY
    assert tables.cohort_of_diagnosis[109] is Cohort.NEUROLOGY
    assert tables.excluded_diagnoses[650] is Exclusion.PSYCHIATRIC
    assert tables.excluded_diagnoses[254] is Exclusion.REHABILITATION
    assert tables.diagnosis_ccs["A150"] == 1
    assert tables.procedure_ccs["00800ZZ"] == 1


def test_codes_of_diagnoses_are_those_of_the_map_and_the_acute_ones():
    known = reference.diagnosis_codes()

    assert {"I509", "T6701XA"} <= known
    assert "U071" not in known
    assert "00800ZZ" not in known


def test_nothing_is_read_before_it_is_asked_for():
    run = subprocess.run(
        [sys.executable, "-c", ATTEMPT], capture_output=True, text=True, check=True, timeout=60
    )

    assert run.stdout.split() == ["0", "0"]


def test_the_packaged_files_are_small():
    folder = resources.files(reference) / "data"

    assert sum(len(file.read_bytes()) for file in folder.iterdir()) < 400_000


def test_what_is_not_there_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'hospital_narrow'"):
        reference.hospital_narrow  # noqa: B018  asking is the test


def test_every_public_name_is_there():
    assert [name for name in reference.__all__ if getattr(reference, name, None) is None] == []
