"""Proportion of days covered: possession of a class of medicines over a year."""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.possession import ratio_to_date

title = "Possession of medicines on 80 % of days (PDC)"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.pdc")
ONE_DRUG = """
    product            | on         | days
    simvastatin 20 mg  | 2018-01-01 | 90
    simvastatin 20 mg  | 2018-03-25 | 90
    simvastatin 20 mg  | 2018-07-05 | 90
    simvastatin 20 mg  | 2018-10-15 | 90
"""
TWO_FILLS = """
    product           | on         | days
    lisinopril 10 mg  | 2026-01-01 | 30
    lisinopril 10 mg  | 2026-02-01 | 30
"""


def pdc(ask, fills, as_of="2026-06-30", **more):
    lists = more.pop("lists", {"encounters": "", "conditions": ""})
    return ask(RULES, as_of, {"fills": fills, **lists}, **more)


def covered(finding):
    ratio = ratio_to_date(finding, date(9999, 1, 1))
    return ratio.held, ratio.counted


class TestCounting:
    """The published examples, and the edges around them."""

    def test_an_early_refill_is_shifted_not_lost_and_the_last_is_cut_at_the_years_end(self, ask):
        """PQA's example of one medicine: 348 of 365 days."""
        finding = pdc(ask, ONE_DRUG, "2018-12-31")

        assert covered(finding) == (348, 365)
        assert "supply for 348 of 365 days from 2018-01-01 to 2018-12-31" in finding.reason

    def test_different_medicines_on_one_date_both_run_from_it(self, ask):
        """PQA's example: metformin and glipizide from 1 January to 31 March."""
        fills = """
            product          | on         | days
            metformin 500 mg | 2018-01-01 | 90
            glipizide 5 mg   | 2018-01-01 | 90
            metformin 500 mg | 2018-08-01 | 30
        """
        finding = pdc(ask, fills, "2018-12-31")

        assert dict(finding.details)["supply in hand"][0] == (date(2018, 1, 1), date(2018, 3, 31))

    def test_a_refill_eight_days_early_counts_from_the_day_the_first_ends(self, ask):
        """PQA's example: of fills on 5 July and 25 September the second counts 3 October on."""
        fills = """
            product          | on         | days
            metformin 500 mg | 2018-07-05 | 90
            metformin 500 mg | 2018-09-25 | 90
        """
        finding = pdc(ask, fills, "2018-12-31")

        assert dict(finding.details)["supply in hand"] == ((date(2018, 7, 5), date(2018, 12, 31)),)

    def test_between_medicines_nothing_is_shifted(self, ask):
        """A switch: ten days overlap and are counted once."""
        fills = """
            product      | on         | days
            atorvastatin | 2026-01-01 | 30
            rosuvastatin | 2026-01-21 | 30
        """
        assert covered(pdc(ask, fills)) == (50, 365)

    def test_a_combination_stands_under_each_of_its_ingredients(self, ask):
        fills = """
            product                   | on         | days
            sitagliptin and metformin | 2026-01-01 | 30
            metformin                 | 2026-01-11 | 30
            sitagliptin               | 2026-01-11 | 30
        """
        assert covered(pdc(ask, fills)) == (60, 365)

    @pytest.mark.parametrize(("add_up", "days"), [(True, 90), (False, 60)])
    def test_fills_of_one_ingredient_on_one_date_add_up_unless_a_site_says_otherwise(
        self, ask, add_up, days
    ):
        fills = """
            product      | on         | days
            atorvastatin | 2026-01-01 | 30
            atorvastatin | 2026-01-01 | 60
            atorvastatin | 2026-01-02 | 1
        """
        parameters = {"adherence.pdc.same-day-fills-add-up": add_up}

        assert covered(pdc(ask, fills, parameters=parameters)) == (days + 1, 365)

    def test_nothing_is_carried_in_from_the_year_before(self, ask):
        fills = """
            product      | on         | days
            atorvastatin | 2025-12-01 | 90
            atorvastatin | 2026-04-01 | 30
            atorvastatin | 2026-06-01 | 30
        """
        finding = pdc(ask, fills)

        assert dict(finding.details)["index date"] == date(2026, 4, 1)
        assert covered(finding) == (60, 275)

    @pytest.mark.parametrize("status", ["declined", "cancelled", "entered-in-error", "on-hold"])
    def test_what_was_not_handed_over_does_not_count(self, ask, status):
        fills = f"""
            product      | on         | days | status
            atorvastatin | 2026-01-01 | 30   | completed
            atorvastatin | 2026-02-01 | 30   | completed
            atorvastatin | 2026-03-01 | 30   | {status}
        """
        assert covered(pdc(ask, fills)) == (60, 365)


class TestReach:
    """Met while 80 % can still be had: 292 of 365 days, so at most 73 without supply."""

    def test_the_dates_it_holds(self, ask):
        """Supply to 31 January and 2 March; 74 days without supply are full on 14 May."""
        details = dict(pdc(ask, TWO_FILLS).details)

        assert details["supply ends on"] == date(2026, 3, 2)
        assert details["80 % out of reach after"] == date(2026, 5, 14)
        assert details["period ends on"] == date(2026, 12, 31)

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2026-05-14", Outcome.MET), ("2026-05-15", Outcome.NOT_MET)]
    )
    def test_it_turns_on_the_day_after_the_last_chance(self, ask, as_of, outcome):
        assert pdc(ask, TWO_FILLS, as_of).outcome is outcome

    @pytest.mark.parametrize(
        ("day", "outcome"), [("2026-05-14", Outcome.MET), ("2026-05-15", Outcome.NOT_MET)]
    )
    def test_a_fill_on_the_last_day_that_lasts_to_the_end_reaches_it(self, ask, day, outcome):
        fills = f"{TWO_FILLS.rstrip()}\n    lisinopril | {day} | 240"

        assert pdc(ask, fills, "2026-12-31").outcome is outcome

    def test_once_reached_it_stays_reached(self, ask):
        finding = pdc(ask, ONE_DRUG, "2018-12-31")

        assert finding.outcome is Outcome.MET
        assert dict(finding.details)["80 % out of reach after"] is None

    def test_it_asks_for_no_work(self, ask):
        """The late refill does."""
        assert pdc(ask, TWO_FILLS, "2026-05-15").action is None

    def test_it_names_the_fills_and_speaks_of_possession(self, ask):
        finding = pdc(ask, TWO_FILLS, "2026-05-15")

        assert [ref.id for ref in finding.evidence[0].facts] == ["f1", "f2"]
        assert "no fill seen by 2026-05-14" in finding.reason

    def test_the_ratio_of_the_day_is_told_when_it_is_explained(self, ask):
        finding = pdc(ask, TWO_FILLS, "2026-03-31")

        assert "Supply in hand so far: 60 of 90 days (66.7%)" in explain(finding, date(2026, 3, 31))
        assert "supply in hand: 2026-01-01 to 2026-01-30, 2026-02-01 to 2026-03-02" in explain(
            finding, date(2026, 3, 31)
        )


class TestWho:
    """Whom the measure speaks of."""

    def test_one_date_of_filling_is_too_few(self, ask):
        fills = "product | on | days\nlisinopril | 2026-01-01 | 30\nramipril | 2026-01-01 | 30"
        finding = pdc(ask, fills)

        assert finding.reason == "RAS antagonists: fills on two different dates are needed"

    @pytest.mark.parametrize(
        ("index", "outcome"),
        [("2026-10-02", Outcome.MET), ("2026-10-03", Outcome.NOT_APPLICABLE)],
    )
    def test_ninety_one_days_must_follow(self, ask, index, outcome):
        fills = f"product | on | days\nlisinopril | {index} | 30\nlisinopril | 2026-11-01 | 30"

        assert pdc(ask, fills, "2026-11-02").outcome is outcome

    @pytest.mark.parametrize(
        ("born", "told"),
        [
            ("2008-01-01", "MET"),
            ("2008-01-02", "RAS antagonists: younger than 18 on 2026-01-01"),
            ("2008", "not known: exact birth date"),
            (None, "not known: birth date"),
        ],
    )
    def test_adults_on_the_first_day_of_the_year(self, ask, born, told):
        finding = pdc(ask, TWO_FILLS, "2026-02-02", born=born)

        assert told in {finding.outcome.name, finding.reason}

    @pytest.mark.parametrize(
        ("drug", "extra"),
        [
            ("valsartan", "sacubitril and valsartan"),
            ("metformin", "insulin glargine"),
        ],
    )
    def test_a_fill_that_excludes_takes_the_class_out(self, ask, drug, extra):
        fills = f"""
            product | on         | days
            {drug}  | 2026-01-01 | 30
            {drug}  | 2026-02-01 | 30
            {extra} | 2026-03-01 | 30
        """
        finding = pdc(ask, fills)

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert [ref.id for ref in finding.evidence[0].facts] == ["f3"]

    @pytest.mark.parametrize(
        ("conditions", "outcome"),
        [
            ("code | recorded\nN18.6 | 2025-01-01", Outcome.NOT_APPLICABLE),
            ("code | recorded\n46177005 | 2025-01-01", Outcome.NOT_APPLICABLE),
            ("code | recorded | status\nN18.6 | 2025-01-01 | resolved", Outcome.INSUFFICIENT_DATA),
            ("code | recorded\nN18.4 | 2025-01-01", Outcome.MET),
        ],
    )
    def test_end_stage_kidney_disease_takes_out(self, ask, conditions, outcome):
        lists = {"conditions": conditions}

        assert pdc(ask, TWO_FILLS, "2026-03-01", lists=lists).outcome is outcome

    def test_hospice_takes_out(self, ask):
        lists = {"holds": "kind | since\nHOSPICE | 2026-02-10"}

        assert pdc(ask, TWO_FILLS, lists=lists).reason == "RAS antagonists: hospice care was chosen"

    @pytest.mark.parametrize(
        ("died", "told"),
        [
            ("2026-06-30", "supply for 60 of 181 days from 2026-01-01 to 2026-06-30"),
            ("2026-04-01", "supply for 60 of 91 days from 2026-01-01 to 2026-04-01"),
            ("2026-03-31", "is less than 91 days"),
            ("2026-01-31", "two different dates"),
            ("2026-06", "exact day of death"),
            (True, "day of death"),
        ],
    )
    def test_the_period_ends_with_death(self, ask, died, told):
        assert told in pdc(ask, TWO_FILLS, "2026-07-01", deceased=died).reason

    @pytest.mark.parametrize(("since", "ends"), [("2026-05-01", date(2026, 4, 30)), ("", None)])
    def test_the_period_ends_before_disenrolment(self, ask, since, ends):
        lists = {"holds": f"kind | since\nDISENROLLED | {since}"}
        finding = pdc(ask, TWO_FILLS, lists=lists)

        assert dict(finding.details).get("period ends on") == ends
        assert ends or finding.missing == ("exact day of disenrolment",)


class TestMissing:
    """What has to be known."""

    def test_fills_never_asked_for(self, ask):
        finding = ask(RULES, "2026-06-30", {"conditions": ""})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("fills (never asked for)",)

    def test_no_fill_seen_is_said_as_that(self, ask):
        finding = pdc(ask, "")

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert finding.reason.startswith("no fill seen in 2026 of statins")

    @pytest.mark.parametrize("days", ["", "0", "-30", "367"])
    def test_a_fill_that_does_not_say_how_long_it_lasts(self, ask, days):
        fills = (
            f"product | on | days\nlisinopril | 2026-01-01 | 30\nlisinopril | 2026-02-01 | {days}"
        )

        assert pdc(ask, fills).missing == ("days' supply of a fill of RAS antagonists",)

    @pytest.mark.parametrize("day", ["2026-03", ""])
    def test_a_fill_of_which_the_day_is_not_known(self, ask, day):
        fills = f"{TWO_FILLS.rstrip()}\n    lisinopril | {day} | 30"

        assert pdc(ask, fills).missing == ("the exact day of a fill of RAS antagonists",)


class TestMissDaysLeft:
    """How many days more may pass without supply, told for a day and never stored."""

    def left(self, finding, day):
        text = explain(finding, day)
        return int(text.partition("Miss-days left: ")[2].partition(" ")[0])

    @pytest.mark.parametrize(
        ("day", "left"),
        [
            (date(2026, 2, 1), 72),
            (date(2026, 3, 3), 72),
            (date(2026, 5, 13), 1),
            (date(2026, 5, 14), 0),
        ],
    )
    def test_they_run_down_to_none_on_the_last_day_on_which_a_fill_keeps_80_percent(
        self, ask, day, left
    ):
        """73 of 365 days may be missed: 31 January, then 72 from 3 March to 13 May."""
        finding = pdc(ask, TWO_FILLS, str(day))

        assert dict(finding.details)["80 % out of reach after"] == date(2026, 5, 14)
        assert self.left(finding, day) == left

    def test_once_80_percent_is_out_of_reach_there_are_none(self, ask):
        said = explain(pdc(ask, TWO_FILLS, "2026-05-15"), date(2026, 5, 15))

        assert "  Miss-days left: none, 80 % is out of reach" in said.splitlines()

    def test_a_finding_does_not_hold_them(self, ask):
        held = [pdc(ask, TWO_FILLS, day) for day in ("2026-03-03", "2026-05-13")]

        assert held[0] == held[1]


class TestEditions:
    """To 2025 the days of stays are taken out, from 2026 they are not."""

    FILLS = """
        product      | on         | days
        atorvastatin | 2025-01-01 | 90
        atorvastatin | 2025-06-01 | 30
    """
    STAY = """
        class | from       | to
        IMP   | 2025-01-11 | 2025-01-20
    """

    def test_the_days_of_a_stay_leave_and_its_supply_moves_behind_it(self, ask):
        """Ten days, the day of discharge inside: 90 days of supply then reach 10 April."""
        finding = pdc(ask, self.FILLS, "2025-12-31", lists={"encounters": self.STAY})

        assert finding.edition == "2025"
        assert covered(finding) == (120, 355)
        assert dict(finding.details)["supply in hand"][1] == (date(2025, 1, 21), date(2025, 4, 10))
        assert [ref.id for ref in finding.evidence[1].facts] == ["e1"]

    def test_a_fill_in_the_stay_counts_from_the_day_after(self, ask):
        stay = self.STAY.replace("2025-01-11", "2025-05-25").replace("2025-01-20", "2025-06-05")
        finding = pdc(ask, self.FILLS, "2025-12-31", lists={"encounters": stay})

        assert dict(finding.details)["supply in hand"][-1] == (date(2025, 6, 6), date(2025, 7, 5))

    def test_supply_that_meets_a_stay_at_the_end_ends_behind_the_period(self, ask):
        """Of the 30 days from 1 June 26 are before the stay of a patient who dies in it."""
        stay = self.STAY.replace("2025-01-11", "2025-06-27").replace("2025-01-20", "2025-07-10")
        lists = {"encounters": stay}
        finding = pdc(ask, self.FILLS, "2025-12-31", lists=lists, deceased="2025-07-10")

        assert dict(finding.details)["supply ends on"] == date(2025, 7, 14)

    def test_a_stay_before_the_period_changes_nothing(self, ask):
        stay = self.STAY.replace("2025", "2024")

        assert covered(pdc(ask, self.FILLS, "2025-12-31", lists={"encounters": stay})) == (120, 365)

    def test_a_stay_for_the_whole_period_takes_out(self, ask):
        stay = self.STAY.replace("2025-01-11", "2024-12-01").replace("2025-01-20", "2025-12-31")
        finding = pdc(ask, self.FILLS, "2025-12-31", lists={"encounters": stay})

        assert finding.outcome is Outcome.NOT_APPLICABLE
        assert "for the whole period" in finding.reason

    def test_a_stay_that_lasts_leaves_the_days_open(self, ask):
        stay = self.STAY.replace("2025-01-20", "          ")
        finding = pdc(ask, self.FILLS, "2025-12-31", lists={"encounters": stay})

        assert finding.missing == ("the days of a stay in hospital",)

    def test_stays_never_asked_for_are_said_to_be_unknown(self, ask):
        finding = pdc(ask, self.FILLS, "2025-12-31", lists={})

        assert covered(finding) == (120, 365)
        assert (finding.evidence[1].holds, finding.evidence[1].because) == (
            None,
            "encounters (never asked for)",
        )

    def test_from_2026_stays_count_like_other_days(self, ask):
        fills, stay = self.FILLS.replace("2025", "2026"), self.STAY.replace("2025", "2026")
        finding = pdc(ask, fills, "2026-12-31", lists={"encounters": stay})

        assert finding.edition == "2026"
        assert covered(finding) == (120, 365)

    def test_before_2013_there_is_no_edition(self, ask):
        finding = pdc(ask, self.FILLS, "2012-12-31")

        assert finding.reason == "no edition before 2013-01-01"
