from carecoord.rules.readmission.hospital_wide.code_tables import CodeTables, plain_code


def tables(**some):
    empty = {
        "diagnosis_ccs": {},
        "procedure_ccs": {},
        "always_planned_procedures": (),
        "always_planned_diagnoses": (),
        "potentially_planned_procedures": (),
        "potentially_planned_codes": (),
        "acute_diagnoses": (),
        "acute_codes": (),
        "surgery_procedures": (),
        "surgery_codes": (),
        "cohort_of_diagnosis": {},
        "excluded_diagnoses": {},
    }
    return CodeTables(reporting_year=2001, edition="a past edition", **empty | some)


def test_codes_are_kept_as_they_are_looked_up():
    written = tables(diagnosis_ccs={"i50.9": 108, "A419": 2}, acute_codes=["I50.9", "a41.9 "])

    assert written.diagnosis_ccs == {"I509": 108, "A419": 2}
    assert {"I509", "A419"} == written.acute_codes


def test_codes_that_are_plain_already_are_not_copied():
    categories = {"I509": 108}

    assert categories is tables(diagnosis_ccs=categories).diagnosis_ccs


def test_tables_that_say_the_same_are_equal_and_have_one_hash():
    one, other = (tables(procedure_ccs={code: 64}) for code in ("30243G2", "30243g2"))

    assert one == other
    assert hash(one) == hash(other)
    assert one != tables(procedure_ccs={"30243G2": 65})


def test_printing_tables_does_not_print_a_hundred_thousand_codes():
    shown = repr(tables(diagnosis_ccs={"I509": 108}))

    assert shown == "CodeTables(reporting_year=2001, edition='a past edition')"


def test_a_code_is_read_without_dots_blanks_and_in_capitals():
    assert plain_code(" i50.9\t") == "I509"
