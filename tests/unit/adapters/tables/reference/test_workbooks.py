"""Workbooks of a later year; messages name the file, the sheet, the row and what to do."""

import re
import sys
import zipfile

import openpyxl
import pytest

from carecoord.adapters.tables.reference import from_workbooks, hospital_wide, workbook_files
from carecoord.errors import InputError, MissingExtra
from carecoord.rules.readmission.hospital_wide.code_tables import Cohort, Exclusion

PR1, PR3, PR4 = (
    "PR.1. Always Planned Procedures",
    "PR.3. Potnl Planned Procedures",
    "PR.4. Acute Diagnoses",
)


def refused(*paths, year=2031):
    with pytest.raises(InputError) as caught:
        from_workbooks(*paths, reporting_year=year)
    return str(caught.value)


def test_every_table_is_read_without_the_rows_that_were_removed(specification, categories):
    tables = from_workbooks(specification(), categories(), reporting_year=2031)

    assert tables.reporting_year == 2031
    assert tables.always_planned_procedures == {64, 105}
    assert tables.always_planned_diagnoses == {45}
    assert tables.potentially_planned_procedures == {152}
    assert tables.potentially_planned_codes == {"0WQF0ZZ"}
    assert tables.acute_diagnoses == {2}
    assert tables.acute_codes == {"I509"}
    assert tables.surgery_procedures == {152}
    assert tables.surgery_codes == {"0270046"}
    assert tables.cohort_of_diagnosis == {108: Cohort.CARDIORESPIRATORY, 2: Cohort.MEDICINE}
    assert tables.excluded_diagnoses == {
        650: Exclusion.PSYCHIATRIC,
        45: Exclusion.CANCER,
        254: Exclusion.REHABILITATION,
    }


def test_categories_are_those_of_the_map_beside_it(specification, categories):
    tables = from_workbooks(specification(), str(categories()), reporting_year=2031)

    assert tables.diagnosis_ccs == {"I509": 108, "U071": 7}
    assert tables.procedure_ccs == {"0SRC0J9": 152}
    assert "Categories: YaleMod_2031.xlsx" in tables.edition


def test_without_a_map_the_categories_are_the_packaged_ones(specification):
    tables = from_workbooks(specification(), reporting_year=2031)

    assert tables.diagnosis_ccs == hospital_wide(2021).diagnosis_ccs
    assert tables.procedure_ccs == hospital_wide(2021).procedure_ccs
    assert "reporting year 2031" in tables.edition
    assert "AHRQ CCS of fiscal year 2019" in tables.edition


def test_columns_are_found_by_their_titles_wherever_they_stand(specification, rows_of):
    rows = [["", *reversed(row)] for row in rows_of(PR4)]
    path = specification({PR4: [rows[0], [], *rows[1:]]})

    tables = from_workbooks(path, reporting_year=2031)

    assert tables.acute_codes == {"I509"}


def test_a_workbook_that_does_not_say_its_year_is_taken_at_its_word(specification, rows_of):
    silent = {
        title: [["Table"], *rows_of(title)[1:]]
        for title in (PR1, "PR.2. Always Planned Diagnoses", PR3, PR4)
    }

    assert from_workbooks(specification(silent), reporting_year=2030).reporting_year == 2030


def test_a_workbook_of_another_year_is_refused(specification):
    assert refused(specification(), year=2030) == (
        "code tables of reporting year 2030 from 2031_HWR.xlsx: the workbook says that it is of "
        "2031. Give the workbook of 2030, or say reporting_year=2031"
    )


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(specification):
    message = refused(specification({PR3: None}))

    assert message.startswith("the sheet 'PR.3' of 2031_HWR.xlsx: 0 of its sheets are called so")
    assert "'PR.4. Acute Diagnoses'" in message


def test_two_sheets_of_one_name_are_refused(specification, rows_of):
    message = refused(specification({"PR.3 (old)": rows_of(PR3)}))

    assert "2 of its sheets are called so" in message


def test_a_column_that_is_not_there_is_refused(specification, rows_of):
    rows = rows_of(PR3)
    rows[1][4] = "Colour"

    assert refused(specification({PR3: rows})) == (
        f"sheet '{PR3}' of 2031_HWR.xlsx: none of its first 10 rows has a title for each of: "
        "CCS category or ICD-10 code?, Category/Code, Added/Removed/Revised. Give the workbook "
        "as CMS published it, or write down what it holds as a CodeTables value"
    )


@pytest.mark.parametrize(
    ("title", "row", "message"),
    [
        (PR1, ["cornea", "Transplant", None], "row 6 has no CCS category where one is due"),
        (PR1, [None, "Transplant", None], "row 6 has no CCS category where one is due"),
        (PR3, ["CPT", "99213", "Visit", None, None], "row 3 is neither CCS nor ICD-10-PCS"),
        (PR3, ["ICD-10-PCS", 270046, "", None, None], "row 3 has no code of ICD-10-PCS"),
        (PR3, ["ICD-10-PCS", "0WQF0Z", "", None, None], "row 3 has no code of ICD-10-PCS"),
        (PR4, ["ICD-10-CM", "99213", "", None, None], "row 6 has no code of ICD-10-CM"),
        (
            "1. Specialty Cohort Incls-CCSs",
            [7, "Viral infection", "Oncology", "Diagnosis", None, None],
            "row 7 is of no cohort that we know. The cohorts are surgery/gynecology, ",
        ),
        (
            "1. Specialty Cohort Incls-CCSs",
            [7, "Viral infection", "Medicine", "Procedure", None, None],
            "row 7 is of no cohort that we know",
        ),
        (
            "3. Cohort Exclusions ",
            [7, "Viral infection", "Obstetric", None],
            "row 6 has no reason that we know. The reasons are psychiatric, rehabilitation, ",
        ),
    ],
)
def test_a_row_that_cannot_be_read_is_named(specification, rows_of, title, row, message):
    rows = rows_of(title)
    if title == PR3:
        rows.insert(2, row)
    else:
        rows.append(row)

    assert re.search(message, refused(specification({title: rows})))


def test_a_map_without_its_sheets_is_refused(specification, categories):
    assert refused(specification(), categories({"CCS-ICD10PCS": None})) == (
        "the sheet 'CCS-ICD10PCS' of YaleMod_2031.xlsx: none of its sheets is called so; there "
        "are 'CCS-ICD10CM'. Give the map of CCS categories as modified by Yale, as CMS published it"
    )


def test_a_code_with_two_categories_is_refused(specification, categories, rows_of):
    rows = rows_of("CCS-ICD10PCS")
    rows[3][2] = 153

    message = refused(specification(), categories({"CCS-ICD10PCS": rows}))

    assert "row 4 gives a code a second category" in message


@pytest.mark.parametrize("content", [b"", b"PR.1", b"PK\x03\x04 and nothing more"])
def test_a_broken_workbook_is_one_error(tmp_path, content):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)

    assert refused(path) == (
        "the workbook broken.xlsx: it is no workbook (.xlsx), or a broken one. Give the workbook "
        "(.xlsx) as CMS published it"
    )


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet7.xml", "[Content_Types].xml"]
)
def test_a_workbook_with_a_torn_part_is_one_error(specification, tmp_path, part):
    torn = tmp_path / "torn.xlsx"
    with zipfile.ZipFile(specification()) as whole, zipfile.ZipFile(torn, "w") as copy:
        for name in whole.namelist():
            content = whole.read(name)
            copy.writestr(name, content[: len(content) // 2] if name == part else content)

    assert "no workbook (.xlsx), or a broken one" in refused(torn)


ENTITIES = b'<!DOCTYPE worksheet [<!ENTITY a0 "aaaaaaaaaa">%s]>' % b"".join(
    b'<!ENTITY a%d "%s">' % (n + 1, b"&a%d;" % n * 10) for n in range(9)
)


def test_entities_that_unfold_without_end_are_one_error(specification, tmp_path):
    """Ten thousand million characters, written in a few lines."""
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(specification()) as whole, zipfile.ZipFile(bomb, "w") as copy:
        for name in whole.namelist():
            text = whole.read(name)
            if b"Bone marrow transplant" in text:
                text = ENTITIES + text.replace(b"Bone marrow transplant", b"&a9;")
            copy.writestr(name, text)

    assert "no workbook (.xlsx), or a broken one" in refused(bomb)


def test_a_file_that_is_not_there_is_one_error(tmp_path):
    message = refused(tmp_path / "none.xlsx")

    assert message.startswith("the workbook none.xlsx: it cannot be opened: No such file")


def test_a_file_that_is_too_large_is_not_opened(tmp_path, specification, monkeypatch):
    monkeypatch.setattr(workbook_files, "_LARGEST", 1000)

    assert "it is larger than 1,000 bytes" in refused(specification())


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(specification, monkeypatch):
    monkeypatch.setattr(workbook_files, "_LARGEST_UNPACKED", 1000)

    assert "unpacked it is larger than 1,000 bytes" in refused(specification())


def test_a_sheet_of_too_many_rows_is_not_read_to_its_end(specification, monkeypatch):
    monkeypatch.setattr(workbook_files, "_ROWS", 5)

    assert "sheet '1. Specialty Cohort Incls-CCSs' has more than 5 rows" in refused(specification())


def test_a_stray_cell_far_below_the_rows_is_not_reached(specification):
    path = specification()
    book = openpyxl.load_workbook(path)
    book[PR1]["A1048576"] = 176
    book.save(path)

    assert from_workbooks(path, reporting_year=2031).always_planned_procedures == {64, 105}


def test_without_openpyxl_the_extra_is_named(specification, monkeypatch):
    path = specification()
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(MissingExtra, match=re.escape("carecoord[workbooks]")):
        from_workbooks(path, reporting_year=2031)
