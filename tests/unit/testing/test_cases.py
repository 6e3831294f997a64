"""Written cases: what they may say, how they are compared, and what is refused."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from carecoord.errors import AuthoringError, InputError
from carecoord.model import ValueSet
from carecoord.model.code import snomed
from carecoord.rules import adherence, followup, monitoring, readmission, safety
from carecoord.rules.catalogue import Catalogue
from carecoord.testing import run_cases

HBA1C = """
[[case]]
name = "At goal"
as_of = 2026-07-01
patient = { born = 1950-06-01 }
conditions = '''
code     | onset
44054006 | 2020-01-01
'''
observations = '''
code   | on         | value | unit
4548-4 | 2026-01-10 | 6.5   | %
'''
expect = '''
outcome | standing | earliest   | due        | to do | missing | score
not met | due      | 2026-06-10 | 2026-07-10 | yes   | -       | -
'''
"""
DISCHARGE = """
as_of = 2026-06-01
procedures = ""
communications = ""

[[case]]
name = "Home on a Friday before a holiday"
encounters = '''
class | from       | to         | disposition
IMP   | 2026-05-18 | 2026-05-22 | home
'''
expect = '''
occurrence     | outcome | standing | due
contact        | not met | overdue  | 2026-05-27
visit-7        | not met |          |
visit-14       | not met | due      | 2026-06-05
reconciliation | not met |          | 2026-06-05
'''
"""
PRESSURE = """
[[case]]
name = "Severe"
as_of = "2026-06-01T09:30"
patient = { born = 1950-06-01, gender = "male", deceased = false }
communications = ""
tasks = ""
observations = '''
code    | on               | 8480-6 | unit
85354-9 | 2026-06-01T09:00 | 190    | mm[Hg]
'''
expect = '''
outcome | standing | acknowledge by   | due              | done | licences
met     | due      | 2026-06-01T10:00 | 2026-06-01T10:00 | -    | registered nurse, prescriber
'''
"""
WEST = ZoneInfo("America/New_York")
NEWEST = monitoring.hba1c.RULE_2026
PDC = "adherence.pdc.same-day-fills-add-up"


def differences(rules, cases):
    (case,) = run_cases(rules, cases).cases
    return case.differences


class TestAsExpected:
    """What is as it was expected passes, and says so."""

    def test_a_recurring_rule(self):
        results = run_cases(NEWEST, HBA1C)

        results.check()
        assert results.failed == ()
        assert str(results) == "0 of 1 cases not as expected"

    def test_clocks_that_run_in_hours(self):
        run_cases(safety.RULES, PRESSURE).check()

    def test_a_case_holds_what_was_found(self):
        (case,) = run_cases(NEWEST, HBA1C).cases

        assert (case.name, case.as_of, case.passed) == ("At goal", date(2026, 7, 1), True)
        assert [finding.rule for finding in case.found] == ["monitoring.hba1c"]
        assert [str(line) for line in case.expected] == [
            (
                "outcome not met, standing due, earliest 2026-06-10, due 2026-07-10, to do yes, "
                "missing -, score -"
            )
        ]

    def test_a_file(self, tmp_path):
        path = tmp_path / "hba1c.toml"
        path.write_text(HBA1C, "utf-8")

        run_cases(NEWEST, path).check()
        run_cases(NEWEST, str(path)).check()

    def test_an_instant_is_told_in_the_zone_of_the_catalogue(self):
        late = HBA1C.replace("2026-07-01", "2026-07-02T01:00:00Z")
        (case,) = run_cases(Catalogue.of(NEWEST, zone=WEST), late).cases

        assert case.as_of == datetime(2026, 7, 1, 21, 0, tzinfo=WEST)
        assert case.as_of.utcoffset() == timedelta(hours=-4)
        assert case.passed


class TestDifferences:
    """What is not as expected is told, occurrence by occurrence."""

    def test_of_each_column(self):
        other = HBA1C.replace("not met | due ", "met | overdue ").replace("2026-07-10 |", "- |")

        assert differences(NEWEST, other) == (
            "monitoring.hba1c -: outcome expected 'met', found 'not met'",
            "monitoring.hba1c -: standing expected 'overdue', found 'due'",
            "monitoring.hba1c -: due expected '-', found '2026-07-10'",
            "    because last seen 2026-01-10, next after 6 months; due 2026-07-10",
        )

    def test_an_empty_cell_asks_nothing(self):
        quiet = HBA1C.replace("not met | due      | 2026-06-10 | 2026-07-10", "not met | | |")

        assert differences(NEWEST, quiet) == ()

    def test_check_raises_with_the_name_of_the_case(self):
        with pytest.raises(AssertionError, match=r"(?s)1 of 1 cases.*At goal \(as of 2026-07-01\)"):
            run_cases(NEWEST, HBA1C.replace("6.5", "7.5")).check()

    def test_what_nobody_expected(self):
        bare = HBA1C.replace("outcome |", "occurrence | outcome |").replace(
            "not met |", "x | met |"
        )

        assert differences(NEWEST, bare) == (
            (
                "expected one occurrence of occurrence x, outcome met, standing due, "
                "earliest 2026-06-10, due 2026-07-10, to do yes, missing -, score -; found none"
            ),
            (
                "monitoring.hba1c -: nothing expected, found 'not met' because "
                "last seen 2026-01-10, next after 6 months; due 2026-07-10"
            ),
        )

    def test_what_is_not_applicable_needs_no_row(self):
        run_cases(
            (NEWEST, *readmission.RULES), HBA1C.replace("[[case]]", "encounters=''\n[[case]]")
        )

    def test_several_that_a_row_may_mean(self):
        twice = PRESSURE.replace(
            "\n'''\nexpect", "\n85354-9 | 2026-05-31T09:00 | 190 | mm[Hg]\n'''\nexpect"
        )

        (first, *_) = differences(safety.RULES, twice)
        assert "found safety.severe-blood-pressure Observation:85354-9:2026-05-31:1, " in first


class TestCatalogue:
    """What rules need besides the chart."""

    def test_a_calendar_for_business_days(self):
        def working(day):
            return day.weekday() < 5 and day != date(2026, 5, 25)

        catalogue = Catalogue.of(followup.transitional_care.RULE, calendar=working)

        run_cases(catalogue, DISCHARGE).check()

    def test_one_rule_of_several(self):
        cases = HBA1C.replace("name =", 'rule = "monitoring.hba1c"\nname =')

        run_cases((*monitoring.RULES, *safety.RULES), cases).check()

    def test_a_row_may_name_its_rule(self):
        cases = HBA1C.replace("outcome |", "rule | outcome |").replace(
            "not met |", "monitoring.hba1c | not met |"
        )

        run_cases((NEWEST, *readmission.RULES), "encounters = ''\n" + cases).check()

    @pytest.mark.parametrize("place", ["case", "row"])
    def test_a_rule_that_is_not_there(self, place):
        cases = (
            HBA1C.replace("name =", 'rule = "monitoring.hba1"\nname =')
            if place == "case"
            else HBA1C.replace("outcome |", "rule | outcome |").replace(
                "not met |", "monitoring.hba1 | not met |"
            )
        )

        with pytest.raises(AuthoringError, match=r"case 'At goal', rule 'monitoring\.hba1'"):
            run_cases(NEWEST, cases)

    @pytest.mark.parametrize(("value", "outcome"), [("true", "met"), ('"false"', "not met")])
    def test_what_a_site_sets(self, value, outcome):
        cases = f"""
[[case]]
name = "Two fills on one day"
as_of = 2026-12-31
patient = {{ born = 1950-06-01 }}
parameters = {{ "{PDC}" = {value} }}
encounters = ""
conditions = ""
coverages = ""
fills = '''
product          | on         | days
metformin 500 mg | 2026-01-01 | 180
metformin 500 mg | 2026-01-01 | 180
metformin 500 mg | 2026-12-20 | 30
'''
expect = '''
outcome
{outcome}
'''
"""
        (case,) = run_cases(
            Catalogue.of(adherence.pdc.RULE_2026, parameters={PDC: True}), cases
        ).cases

        assert case.passed, case.differences

    def test_value_sets_of_the_catalogue_are_kept(self):
        own = ValueSet(url="urn:invented:own", name="Own", codes=(snomed("44054006"),))

        run_cases(Catalogue.of(NEWEST, value_sets=(own,)), HBA1C).check()


class TestRefused:
    """A case that cannot be read is told by its name."""

    @pytest.mark.parametrize(
        ("was", "becomes", "message"),
        [
            ("value |", "valeu |", r"row 1 of observations, column 'valeu'.*mean 'value'\?"),
            ("2020-01-01", "2020-13-01", r"row 1 of conditions, column 'onset', cell '2020-13-01'"),
            ("outcome |", "outcom |", r"expect, column 'outcom'.* Did you mean 'outcome'\?"),
            ("score\n", "zzzz\n", r"expect, column 'zzzz'.* There are rule, occurrence"),
            ("observations", "observation", r"what it calls 'observation'.*'observations'\?"),
            ("born", "birth", r"what it calls 'birth'.*There are born, deceased, gender, sex"),
            ("as_of = 2026-07-01\n", "", r"what every case says: no 'as_of'\. Add it"),
            ("as_of = 2026-07-01", 'as_of = "2026-07"', "as_of: not a whole day"),
            (
                "2026-07-10 |",
                "soon |",
                r"expect, row 1, column 'due', cell 'soon': it cannot be read",
            ),
            ("code     |", "onset |", r"the first line of conditions, column 'onset'.* 2 times"),
            ("score\n", "due\n", r"the first line of expect, column 'due': it is there 2 times"),
            ("6.5   | %", "6.5", "row 1 of observations: 3 cells under 4 columns"),
            ("6.5   | %", "6.5 | % | -", "row 1 of observations: 5 cells under 4 columns"),
            ("-       | -\n", "-\n", "row 1 of expect: 6 cells under 7 columns"),
            ("not met |", "nott met |", r"row 1, column 'outcome', cell 'nott met'.*'not met'\?"),
            (
                "met | due ",
                "met | late ",
                r"row 1, column 'standing', cell 'late'.* mean 'done late'",
            ),
            ("| yes ", "| maybe ", r"row 1, column 'to do', cell 'maybe'.* There are yes, no"),
            ("-       | -\n", "- | high\n", r"row 1, column 'score', cell 'high': it cannot"),
            ("as_of = 2026-07-01", "as_of = 'soon'", "as_of, cell 'soon': it cannot be read"),
            ("as_of = 2026-07-01", "as_of = 0001-01-01T00:00:00Z", "as_of: not a whole day"),
            ("= 1950-06-01", "= true", "patient, born, cell 'true': it cannot be read"),
            ("{ born = 1950-06-01 }", "1950", "patient: not names with values"),
            ("name =", "parameters = 1\nname =", "parameters: not names with values"),
            ("name =", "rule = 1\nname =", r"rule: not a text\. Write one id in quotes"),
            ("name =", "fills = 1\nname =", r"the table fills: it is not a text\. Draw it"),
            ("not met | due      | 2026-06-10 | 2026-07-10 | yes   | -       | -\n", "", "no row"),
            ("name =", "parameters = { x = 1 }\nname =", "parameter 'x': no rule"),
        ],
    )
    def test_it_says_what_and_where(self, was, becomes, message):
        assert was in HBA1C

        with pytest.raises(AuthoringError, match=f"case 'At goal', .*{message}"):
            run_cases(Catalogue.of(NEWEST, zone=WEST), HBA1C.replace(was, becomes))

    @pytest.mark.parametrize(
        ("column", "cell"), [("urgency", "soon"), ("licences", "registered nurse, nurse")]
    )
    def test_words_that_no_finding_shows(self, column, cell):
        cases = PRESSURE.replace("licences\n", f"{column}\n").replace(
            "registered nurse, prescriber", cell
        )

        with pytest.raises(
            AuthoringError, match=rf"row 1, column '{column}', cell '{cell.rpartition(', ')[2]}'"
        ):
            run_cases(safety.RULES, cases)

    @pytest.mark.parametrize("form", ["[case]\n", "case = 1\n", "case = [1]\n"])
    def test_cases_that_are_no_list_of_cases(self, form):
        with pytest.raises(
            AuthoringError, match=r"'case' is not a list of cases\. .* two brackets"
        ):
            run_cases(NEWEST, form)

    def test_a_path_that_is_none(self):
        with pytest.raises(InputError, match="Give the path of a TOML file"):
            run_cases(NEWEST, "\0")

    def test_a_case_without_a_name_is_told_by_its_number(self):
        with pytest.raises(
            AuthoringError, match=r"case 'number 2', what every case says: no 'name'"
        ):
            run_cases(NEWEST, HBA1C + "[[case]]\n")

    def test_what_is_not_toml(self):
        with pytest.raises(AuthoringError, match="written cases: not TOML"):
            run_cases(NEWEST, "case\n")

    def test_no_case(self):
        with pytest.raises(AuthoringError, match=r"written cases: none\. Begin each with"):
            run_cases(NEWEST, "as_of = 2026-01-01\n")

    def test_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(InputError, match=r"cases in none\.toml: there is no such file"):
            run_cases(NEWEST, tmp_path / "none.toml")

    def test_a_file_that_is_no_text(self, tmp_path):
        (tmp_path / "odd.toml").write_bytes(b"\xff\n")

        with pytest.raises(InputError, match=r"cases in odd\.toml: the file cannot be read"):
            run_cases(NEWEST, tmp_path / "odd.toml")
