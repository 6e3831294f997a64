"""Colorectal screening and a positive stool test: Ana Birch, born on 1 June 1970."""

from datetime import date

import pytest

from carecoord.rules import Licence, Outcome
from carecoord.rules.engine.window import Window
from carecoord.rules.screening import RULES as ALL
from carecoord.rules.shapes import days, months

title = "Colorectal cancer screening, and a positive stool test"

FOLLOW_UP = "screening.colonoscopy-after-positive-stool-test"
RULES = {rule.id: (rule,) for rule in ALL}
LISTS = {"observations": "", "procedures": "", "conditions": "", "communications": ""}
HEAD = "code | on | text"
FIT, STOOL_DNA, CT = "29771-3", "77353-1", "60515-4"
COLONOSCOPY, SIGMOIDOSCOPY = "73761001", "44441009"


def stool(*rows):
    return "\n".join((HEAD, *rows))


def done(code, on, status="completed"):
    return f"code | on | status\n{code} | {on} | {status}"


def screened(ask, as_of="2026-06-01", born="1970-06-01", parameters=None, **lists):
    return ask(
        RULES["screening.colorectal"], as_of, LISTS | lists, born=born, parameters=parameters
    )


def followed(ask, as_of, step, parameters=None, on="2026-02-10", **lists):
    tests = stool(f"{FIT} | {on} | positive")
    return ask(
        RULES[FOLLOW_UP],
        as_of,
        LISTS | {"observations": tests} | lists,
        occurrence=f"Observation:{FIT}:{on}:1:{step}",
        parameters=parameters,
    )


class TestInterval:
    """One day after the interval it is due, thirty days before it comes onto the worklist."""

    @pytest.mark.parametrize(
        ("lists", "due"),
        [
            ({"observations": stool(f"{FIT} | 2026-02-10 | negative")}, date(2027, 2, 10)),
            ({"observations": stool(f"{STOOL_DNA} | 2026-02-10 | negative")}, date(2029, 2, 10)),
            ({"observations": stool(f"{CT} | 2026-02-10 | normal")}, date(2031, 2, 10)),
            ({"procedures": done("418714002", "2026-02-10")}, date(2031, 2, 10)),
            ({"procedures": done(SIGMOIDOSCOPY, "2026-02-10")}, date(2031, 2, 10)),
            ({"procedures": done(COLONOSCOPY, "2026-02-10")}, date(2036, 2, 10)),
        ],
        ids=["FIT", "stool DNA", "CT", "CT procedure", "sigmoidoscopy", "colonoscopy"],
    )
    def test_each_test_has_its_own(self, ask, lists, due):
        finding = screened(ask, **lists)

        assert finding.outcome is Outcome.MET
        assert finding.window.due == due

    def test_stool_dna_may_be_asked_for_every_year(self, ask):
        tests = stool(f"{STOOL_DNA} | 2026-02-10 | negative")
        own = {"screening.colorectal.stool-dna": months(12)}

        assert screened(ask, observations=tests, parameters=own).window.due == date(2027, 2, 10)

    def test_the_one_that_reaches_furthest_counts(self, ask):
        tests = stool(f"{FIT} | 2026-02-10 | negative")
        finding = screened(ask, observations=tests, procedures=done(COLONOSCOPY, "2018-03-01"))

        assert finding.reason == "last colonoscopy 2018-03-01, next after 10 years; due 2028-03-01"

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2027-01-10", Outcome.MET), ("2027-01-11", Outcome.NOT_MET)]
    )
    def test_thirty_days_before(self, ask, as_of, outcome):
        tests = stool(f"{FIT} | 2026-02-10 | negative")

        assert screened(ask, as_of, observations=tests).outcome is outcome

    @pytest.mark.parametrize(
        "lists",
        [
            {"procedures": done(COLONOSCOPY, "2026-02-10", "not-done")},
            {"observations": f"code | on | text\n{FIT} | 2026-02-10 | "},
            {"observations": f"{HEAD} | status\n{FIT} | 2026-02-10 | negative | preliminary"},
        ],
        ids=["not done", "no result", "preliminary"],
    )
    def test_what_was_not_done_does_not_count(self, ask, lists):
        assert screened(ask, **lists).window.due == date(2021, 5, 18)


class TestWho:
    """From 45 to 75, at average risk."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-05-31", Outcome.NOT_APPLICABLE),
            ("2026-06-01", Outcome.NOT_MET),
            ("2057-05-31", Outcome.NOT_MET),
            ("2057-06-01", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_from_the_45th_to_the_day_before_the_76th_birthday(self, ask, as_of, outcome):
        finding = screened(ask, as_of, born="1981-06-01")

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_MET:
            assert finding.action.due == finding.action.earliest == date(2026, 6, 1)

    def test_those_who_were_older_are_due_since_the_edition(self, ask):
        finding = screened(ask)

        assert finding.action.due == date(2021, 5, 18)
        assert Licence.COORDINATOR in finding.action.licences

    @pytest.mark.parametrize(
        "code",
        [
            *("C18.9", "C19", "C20", "C21.8", "Z85.038", "Z85.048", "Z86.0101", "D12.6"),
            *("K50.90", "K51.90", "Z15.09", "363406005", "34000006", "64766004"),
        ],
    )
    def test_surveillance_is_no_routine(self, ask, code):
        finding = screened(ask, conditions=f"code | onset\n{code} | 2020-01-01")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason == "Colorectal cancer screening no longer due"

    @pytest.mark.parametrize("code", ["K58.9", "C50.911", "Z80.0"])
    def test_another_condition_does_not_end_it(self, ask, code):
        finding = screened(ask, conditions=f"code | onset\n{code} | 2020-01-01")

        assert finding.outcome is Outcome.NOT_MET

    def test_a_refuted_one_does_not_end_it(self, ask):
        refuted = "code | onset | verification\nC18.9 | 2020-01-01 | refuted"

        assert screened(ask, conditions=refuted).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("code", ["26390003", "307666008", "80294005"])
    def test_without_a_colon_there_is_nothing_to_do(self, ask, code):
        assert screened(ask, procedures=done(code, "2015-01-01")).outcome is (
            Outcome.NOT_APPLICABLE
        )

    def test_before_the_edition_nobody(self, ask):
        assert screened(ask, "2021-05-17").reason == "no edition before 2021-05-18"


class TestPositive:
    """A positive stool test holds the routine back until a colonoscopy."""

    @pytest.mark.parametrize(
        ("said", "held_back"),
        [
            *((word, True) for word in ("positive", "Positive.", "DETECTED", "abnormal")),
            *((word, False) for word in ("negative", "not detected", "normal")),
        ],
    )
    def test_words_tell(self, ask, said, held_back):
        finding = screened(ask, observations=stool(f"{FIT} | 2026-02-10 | {said}"))

        assert (finding.outcome is Outcome.NOT_APPLICABLE) is held_back

    @pytest.mark.parametrize("code", [FIT, STOOL_DNA, "57905-2"])
    def test_of_any_stool_test(self, ask, code):
        finding = screened(ask, observations=stool(f"{code} | 2026-02-10 | positive"))

        assert finding.reason == (
            "Colorectal cancer screening not due while a positive stool test of 2026-02-10 is not "
            "resolved"
        )

    @pytest.mark.parametrize("value", ["120 | ng/mL", "1 | -"])
    def test_a_number_without_a_cut_off_leaves_it_open(self, ask, value):
        tests = f"code | on | value | unit\n58453-2 | 2026-02-10 | {value}"

        assert screened(ask, observations=tests).missing == (
            "the exact day or value of a positive stool test",
        )

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2036-02-10", Outcome.NOT_APPLICABLE), ("2036-02-11", Outcome.NOT_MET)],
    )
    def test_after_ten_years_the_routine_returns(self, ask, as_of, outcome):
        tests = stool(f"{FIT} | 2026-02-10 | positive")

        assert screened(ask, as_of, observations=tests).outcome is outcome

    def test_without_the_report_the_next_interval_is_not_known(self, ask):
        tests = stool(f"{FIT} | 2026-02-10 | positive")
        finding = screened(
            ask, "2026-08-01", observations=tests, procedures=done(COLONOSCOPY, "2026-07-30")
        )

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == (
            "the report of the colonoscopy that gives the next interval, after 2026-07-30",
        )

    def test_with_it_the_routine_goes_on(self, ask):
        tests = stool(f"{FIT} | 2026-02-10 | positive", "18746-8 | 2026-08-05 | read")
        finding = screened(
            ask, "2026-08-05", observations=tests, procedures=done(COLONOSCOPY, "2026-07-30")
        )

        assert finding.window.due == date(2036, 7, 30)


class TestFollowUp:
    """A colonoscopy within 180 days, and its report within 30 days of it."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-02-10", Outcome.NOT_MET), ("2036-02-10", Outcome.NOT_MET)],
    )
    def test_open_from_its_day_for_ten_years(self, ask, as_of, outcome):
        finding = followed(ask, as_of, "colonoscopy")

        assert finding.outcome is outcome
        assert finding.action.earliest == date(2026, 2, 10)
        assert finding.action.due == date(2026, 8, 9)

    def test_it_lapses_after_ten_years(self, ask):
        finding = ask(
            RULES[FOLLOW_UP],
            "2036-02-11",
            LISTS | {"observations": stool(f"{FIT} | 2026-02-10 | positive")},
        )

        assert finding.reason.startswith("lapsed on 2036-02-10: positive stool test")

    def test_the_days_are_the_sites(self, ask):
        own = {f"{FOLLOW_UP}.colonoscopy": days(90), f"{FOLLOW_UP}.report": days(10)}
        examined = done(COLONOSCOPY, "2026-02-20")
        report = followed(ask, "2026-03-01", "report", own, procedures=examined)

        assert followed(ask, "2026-03-01", "colonoscopy", own).action.due == date(2026, 5, 11)
        assert report.action.due == date(2026, 3, 2)

    @pytest.mark.parametrize(
        ("on", "reason"),
        [
            ("2026-02-10", "done on 2026-02-10"),
            ("2026-08-09", "done on 2026-08-09"),
            ("2026-08-10", "done late on 2026-08-10"),
        ],
    )
    def test_a_colonoscopy_closes_it(self, ask, on, reason):
        finding = followed(ask, "2026-12-01", "colonoscopy", procedures=done(COLONOSCOPY, on))

        assert finding.reason == reason

    @pytest.mark.parametrize(
        ("code", "on", "status"),
        [
            (COLONOSCOPY, "2026-02-09", "completed"),
            (COLONOSCOPY, "2026-03-01", "not-done"),
            (SIGMOIDOSCOPY, "2026-03-01", "completed"),
        ],
    )
    def test_nothing_else_does(self, ask, code, on, status):
        finding = followed(ask, "2026-12-01", "colonoscopy", procedures=done(code, on, status))

        assert finding.outcome is Outcome.NOT_MET

    def test_the_report_stays_open_after_the_colonoscopy(self, ask):
        finding = followed(ask, "2026-08-01", "report", procedures=done(COLONOSCOPY, "2026-07-30"))

        assert finding.outcome is Outcome.NOT_MET
        assert finding.action.due == date(2026, 8, 29)

    def test_the_report_closes_it(self, ask):
        tests = stool(f"{FIT} | 2026-02-10 | positive", "18746-8 | 2026-08-05 | read")
        examined = done(COLONOSCOPY, "2026-07-30")
        found = followed(ask, "2026-08-05", "report", observations=tests, procedures=examined)

        assert found.reason == "done on 2026-08-05"

    def test_the_report_of_another_colonoscopy_does_not(self, ask):
        """Read two days after the stool test; there was no colonoscopy since."""
        tests = stool(f"{FIT} | 2026-02-10 | positive", "18746-8 | 2026-02-12 | read")
        found = followed(ask, "2026-03-01", "report", observations=tests)

        assert found.reason == "waits for: Colonoscopy after a positive stool test"

    def test_a_negative_test_opens_nothing(self, ask):
        finding = ask(
            RULES[FOLLOW_UP],
            "2026-03-01",
            LISTS | {"observations": stool(f"{FIT} | 2026-02-10 | negative")},
        )

        assert finding.reason == "no positive stool test"

    @pytest.mark.parametrize("value", ["150 | ng/mL", "1 | -"])
    def test_of_a_number_without_a_cut_off_it_is_not_known_what_it_says(self, ask, value):
        """Its day is exact; what is open is whether it is positive."""
        tests = f"code | on | value | unit\n58453-2 | 2026-02-10 | {value}"
        finding = ask(RULES[FOLLOW_UP], "2026-03-01", LISTS | {"observations": tests})

        assert finding.reason == "not known: whether it counts as positive stool test"

    def test_before_the_edition_nothing_is_said(self, ask):
        finding = ask(
            RULES[FOLLOW_UP],
            "2021-06-01",
            LISTS | {"observations": stool(f"{FIT} | 2021-05-17 | positive")},
        )

        assert finding.reason == "no edition before 2021-05-18"


def test_the_window_is_told_before_it_is_on_the_worklist(ask):
    finding = screened(ask, observations=stool(f"{FIT} | 2026-02-10 | negative"))

    assert finding.window == Window(
        earliest=date(2027, 1, 11), due=date(2027, 2, 10), overdue_after=date(2027, 2, 10)
    )
