"""A new prescription of which no fill is seen."""

from datetime import date

import pytest

from carecoord import explain
from carecoord.rules import Licence, Outcome
from carecoord.rules.adherence import RULES as ALL
from carecoord.rules.engine.finding import Urgency
from carecoord.rules.engine.offset import days

title = "New prescription without a fill"

RULES = tuple(rule for rule in ALL if rule.id == "adherence.never-filled")
PRESCRIBED = """
    product            | on
    atorvastatin 20 mg | 2026-03-01
"""
NO_FILLS = "product | on | days"


def asked(ask, fills="", prescriptions=PRESCRIBED, as_of="2026-04-01", **more):
    tables = {"fills": fills, "prescriptions": prescriptions, **more.pop("lists", {})}
    return ask(RULES, as_of, tables, **more)


def filled(product, on, more=""):
    return f"product | on | days | prescription\n{product} | {on} | 30 | {more}"


class TestNoFillSeen:
    """PQA's 30 days, and the edges around them."""

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [
            ("2026-03-01", Outcome.MET),
            ("2026-03-31", Outcome.MET),
            ("2026-04-01", Outcome.NOT_MET),
            ("2026-08-28", Outcome.NOT_MET),
            ("2026-08-29", Outcome.NOT_APPLICABLE),
        ],
    )
    def test_it_opens_after_30_days_and_lapses_180_days_after_it_was_written(
        self, ask, as_of, outcome
    ):
        finding = asked(ask, as_of=as_of)

        assert finding.outcome is outcome
        assert (finding.action is None) is (outcome is not Outcome.NOT_MET)

    def test_it_says_no_fill_seen_and_names_the_prescription_and_the_day(self, ask):
        finding = asked(ask)

        assert finding.reason == "atorvastatin 20 mg: no fill seen by 2026-03-31"
        prescribed, filled = finding.evidence
        assert (prescribed.clause, prescribed.holds) == ("new prescription", True)
        assert [ref.id for ref in prescribed.facts] == ["p1"]
        assert (filled.clause, filled.holds, filled.facts) == ("fill by 2026-03-31", False, ())
        assert finding.details == (
            ("written on", date(2026, 3, 1)),
            ("first fill in time by", date(2026, 3, 31)),
            ("lapses after", date(2026, 8, 28)),
        )
        assert "did not take" not in explain(finding, date(2026, 4, 1))

    def test_while_there_is_time_it_says_by_when(self, ask):
        finding = asked(ask, as_of="2026-03-31")

        assert finding.reason == "atorvastatin 20 mg: a fill by 2026-03-31 is in time"
        assert finding.evidence[1].holds is None

    def test_a_coordinator_may_call_and_the_title_names_no_medicine(self, ask):
        action = asked(ask).action

        assert action.title == "Ask about a new prescription of which no fill is seen"
        assert action.licences == (Licence.COORDINATOR, Licence.PHARMACIST, Licence.RN)
        assert (action.due, action.overdue_after) == (date(2026, 3, 31), date(2026, 4, 7))
        assert action.urgency is Urgency.ROUTINE

    @pytest.mark.parametrize(
        ("as_of", "outcome"), [("2026-04-30", Outcome.MET), ("2026-05-01", Outcome.NOT_MET)]
    )
    def test_a_site_waits_longer(self, ask, as_of, outcome):
        within = {"adherence.never-filled.within": days(60)}

        assert asked(ask, as_of=as_of, parameters=within).outcome is outcome

    def test_of_the_dead_nobody_asks(self, ask):
        finding = asked(ask, deceased="2026-03-20")

        assert (finding.outcome, finding.action) == (Outcome.NOT_MET, None)


class TestFills:
    """What counts as a fill of the medicine."""

    @pytest.mark.parametrize(
        ("on", "as_of", "outcome"),
        [
            ("2026-03-01", "2026-04-01", Outcome.MET),
            ("2026-03-31", "2026-04-01", Outcome.MET),
            ("2026-04-01", "2026-04-01", Outcome.NOT_MET),
        ],
    )
    def test_in_time_up_to_the_thirtieth_day_and_late_without_work_after_it(
        self, ask, on, as_of, outcome
    ):
        finding = asked(ask, filled("atorvastatin 40 mg", on), as_of=as_of)

        assert (finding.outcome, finding.action) == (outcome, None)
        assert finding.reason == f"atorvastatin 20 mg: first fill seen on {on}"
        assert dict(finding.details)["first fill in time by"] == date(2026, 3, 31)
        assert [ref.id for ref in finding.evidence[1].facts] == ["f1"]

    def test_the_first_of_several_is_named(self, ask):
        fills = f"{filled('atorvastatin', '2026-03-20')}\natorvastatin | 2026-03-05 | 10 |"

        assert asked(ask, fills).reason == "atorvastatin 20 mg: first fill seen on 2026-03-05"

    @pytest.mark.parametrize("on", ["2026-03-05", "2026-02-27", "2025-07-01"])
    def test_a_fill_drawn_on_it_counts_whatever_it_is_called_and_dated(self, ask, on):
        assert asked(ask, filled("Lipitor", on, "p1")).outcome is Outcome.MET

    def test_a_shared_code_tells(self, ask):
        prescriptions = "code | on\nrxnorm:308136 | 2026-03-01"
        fills = "code | on | days\nrxnorm:308136 | 2026-03-05 | 30"

        assert asked(ask, fills, prescriptions).outcome is Outcome.MET

    def test_a_shared_name_tells_where_our_classes_do_not(self, ask):
        prescriptions = "product | on\namlodipine 5 MG Oral Tablet | 2026-03-01"
        fills = filled("AMLODIPINE BESYLATE 10 MG TABLET", "2026-03-05")

        assert asked(ask, fills, prescriptions).outcome is Outcome.MET

    @pytest.mark.parametrize("product", ["rosuvastatin", "pravastatin sodium 40 mg"])
    def test_one_that_stands_in_for_it_counts(self, ask, product):
        assert asked(ask, filled(product, "2026-03-05")).outcome is Outcome.MET

    @pytest.mark.parametrize("product", ["lisinopril", "amlodipine 5 mg oral tablet"])
    def test_another_medicine_does_not(self, ask, product):
        assert asked(ask, filled(product, "2026-03-05")).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize("status", ["declined", "cancelled", "on-hold"])
    def test_what_was_not_handed_over_does_not(self, ask, status):
        fills = f"product | on | days | status\natorvastatin | 2026-03-05 | 30 | {status}"

        assert asked(ask, fills).outcome is Outcome.NOT_MET


class TestNew:
    """What counts as a new prescription."""

    @pytest.mark.parametrize(
        ("on", "outcome"),
        [
            ("2026-02-28", Outcome.NOT_APPLICABLE),
            ("2025-09-02", Outcome.NOT_APPLICABLE),
            ("2025-09-01", Outcome.NOT_MET),
        ],
    )
    def test_filled_in_the_180_days_before_it_is_not_new(self, ask, on, outcome):
        """2 September is the 180th day before."""
        assert asked(ask, filled("atorvastatin", on)).outcome is outcome

    def test_another_medicine_of_the_class_before_leaves_it_new(self, ask):
        assert asked(ask, filled("simvastatin", "2026-02-10")).outcome is Outcome.NOT_MET

    def test_one_ingredient_of_a_combination_before_leaves_it_new(self, ask):
        prescriptions = "product | on\nsitagliptin / metformin | 2026-03-01"

        finding = asked(ask, filled("metformin", "2026-02-10"), prescriptions)
        assert finding.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("on", "occurrences"),
        [
            ("2026-03-31", ["2026-03-01:1"]),
            ("2026-04-01", ["2026-03-01:1", "2026-04-01:1"]),
            ("2026-03-01", ["2026-03-01:1"]),
        ],
    )
    def test_written_twice_within_30_days_it_counts_once(self, ask, on, occurrences):
        prescriptions = f"{PRESCRIBED.rstrip()}\n    atorvastatin 40 mg | {on}"
        found = asked(ask, "", prescriptions, "2026-05-05", every=True)

        assert [f.key.partition("uncoded:")[2] for f in found] == occurrences

    @pytest.mark.parametrize(
        ("days", "refills", "outcome"),
        [
            ("7", "", Outcome.NOT_APPLICABLE),
            ("29", "", Outcome.NOT_APPLICABLE),
            ("30", "", Outcome.NOT_MET),
            ("14", "1", Outcome.NOT_APPLICABLE),
            ("14", "2", Outcome.NOT_MET),
            ("0", "", Outcome.NOT_MET),
            ("", "", Outcome.NOT_MET),
        ],
    )
    def test_a_course_that_is_over_before_it_is_asked_for_is_not_asked_for(
        self, ask, days, refills, outcome
    ):
        prescriptions = (
            f"product | on | days | refills\namoxicillin | 2026-03-01 | {days} | {refills}"
        )
        assert asked(ask, "", prescriptions).outcome is outcome

    def test_a_course_does_not_stand_for_what_is_written_after_it(self, ask):
        prescriptions = """
            product  | on         | days
            apixaban | 2026-02-20 | 7
            apixaban | 2026-03-01 | 30
        """
        assert asked(ask, "", prescriptions).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("product", "outcome"),
        [
            ("Etonogestrel 68 MG Drug Implant", Outcome.NOT_APPLICABLE),
            ("Liletta 52 MG Intrauterine System", Outcome.NOT_APPLICABLE),
            ("Natazia 28 Day Pack", Outcome.NOT_MET),
        ],
    )
    def test_what_a_professional_puts_in_is_not_fetched(self, ask, product, outcome):
        prescriptions = f"product | on\n{product} | 2026-03-01"

        assert asked(ask, "", prescriptions).outcome is outcome

    def test_an_order_on_the_ward_does_not_stand_for_the_one_for_home(self, ask):
        prescriptions = """
            product      | on         | category
            atorvastatin | 2026-02-27 | inpatient
            atorvastatin | 2026-03-01 | discharge
        """
        assert asked(ask, "", prescriptions).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("column", "cell", "outcome"),
        [
            ("status", "active", Outcome.NOT_MET),
            ("status", "completed", Outcome.NOT_MET),
            ("status", "stopped", Outcome.NOT_APPLICABLE),
            ("status", "cancelled", Outcome.NOT_APPLICABLE),
            ("status", "on-hold", Outcome.NOT_APPLICABLE),
            ("status", "draft", Outcome.NOT_APPLICABLE),
            ("status", "entered-in-error", Outcome.NOT_APPLICABLE),
            ("intent", "original-order", Outcome.NOT_MET),
            ("intent", "proposal", Outcome.NOT_APPLICABLE),
            ("intent", "plan", Outcome.NOT_APPLICABLE),
            ("intent", "option", Outcome.NOT_APPLICABLE),
            ("forbids", "yes", Outcome.NOT_APPLICABLE),
            ("reported", "yes", Outcome.NOT_APPLICABLE),
            ("reported", "no", Outcome.NOT_MET),
            ("needed", "yes", Outcome.NOT_APPLICABLE),
            ("needed", "no", Outcome.NOT_MET),
            ("category", "inpatient", Outcome.NOT_APPLICABLE),
            ("category", "community", Outcome.NOT_MET),
            ("category", "outpatient", Outcome.NOT_MET),
            ("category", "inpatient, discharge", Outcome.NOT_MET),
        ],
    )
    def test_an_order_for_home_that_stands_not_as_needed(self, ask, column, cell, outcome):
        prescriptions = f"product | on | {column}\natorvastatin | 2026-03-01 | {cell}"

        assert asked(ask, "", prescriptions).outcome is outcome

    @pytest.mark.parametrize(
        ("kind", "category", "outcome"),
        [
            ("IMP", "", Outcome.NOT_APPLICABLE),
            ("IMP", "discharge", Outcome.NOT_MET),
            ("IMP", "outpatient", Outcome.NOT_MET),
            ("IMP", "community", Outcome.NOT_MET),
            ("AMB", "", Outcome.NOT_MET),
        ],
    )
    def test_written_in_a_stay_it_is_for_home_only_if_it_says_so(
        self, ask, kind, category, outcome
    ):
        visits = f"class | from | to\n{kind} | 2026-02-27 | 2026-03-03"
        prescriptions = (
            f"product | on | encounter | category\natorvastatin | 2026-03-01 | e1 | {category}"
        )
        finding = asked(ask, "", prescriptions, lists={"encounters": visits})

        assert finding.outcome is outcome


class TestOneQuestion:
    """One question about one medicine at a time."""

    AGAIN = """
        product         | on
        apixaban        | 2026-03-01
        apixaban 5 mg   | 2026-04-05
        metformin       | 2026-04-05
    """

    @pytest.mark.parametrize(
        ("as_of", "asked_about"),
        [
            ("2026-04-01", {"2026-03-01:1"}),
            ("2026-05-05", {"2026-03-01:1"}),
            ("2026-05-06", {"2026-04-05:1", "2026-04-05:2"}),
        ],
    )
    def test_what_was_written_again_is_asked_about_once(self, ask, as_of, asked_about):
        """5 May is the thirtieth day after 5 April."""
        found = asked(ask, "", self.AGAIN, as_of, every=True)

        assert {f.key.partition("uncoded:")[2] for f in found if f.action} == asked_about

    def test_it_names_both(self, ask):
        first, *_ = asked(ask, "", self.AGAIN, "2026-05-06", every=True)

        assert first.outcome is Outcome.NOT_APPLICABLE
        assert first.reason == "apixaban: written again on 2026-04-05"
        assert [ref.id for line in first.evidence for ref in line.facts] == ["p1", "p2"]

    def test_of_those_written_again_each_gives_way_to_the_next(self, ask):
        written = f"{self.AGAIN.rstrip()}\n        apixaban        | 2026-05-10"
        first, *_ = asked(ask, "", written, "2026-06-10", every=True)

        assert first.reason == "apixaban: written again on 2026-04-05"

    SUPPLY = "product | on | days\n{} | 2026-02-01 | 30"
    """It ends on 2 March."""

    def both(self, ask, product, prescribed, as_of="2026-04-05", **more):
        rules = tuple(r for r in ALL if r.id in {"adherence.never-filled", "adherence.gap"})
        tables = {
            "fills": self.SUPPLY.format(product),
            "prescriptions": f"product | on | status\n{prescribed}",
        }
        found = ask(rules, as_of, tables, every=True, **more)
        return [f.rule.partition(".")[2] for f in found if f.action]

    @pytest.mark.parametrize(
        ("product", "prescribed", "works"),
        [
            ("atorvastatin", "rosuvastatin | 2026-03-05 | active", ["gap"]),
            ("lisinopril", "losartan | 2026-03-05 | active", ["gap"]),
            ("metformin", "glipizide | 2026-03-05 | active", ["gap", "never-filled"]),
            ("atorvastatin", "losartan | 2026-03-05 | active", ["gap", "never-filled"]),
            (
                "atorvastatin",
                "rosuvastatin | 2026-03-05 | active\nsimvastatin | 2026-03-06 | stopped",
                ["never-filled"],
            ),
        ],
    )
    def test_what_stands_in_for_what_ran_out_is_asked_about_with_it(
        self, ask, product, prescribed, works
    ):
        assert self.both(ask, product, prescribed) == works

    @pytest.mark.parametrize(
        ("as_of", "outcome"),
        [("2026-05-01", Outcome.NOT_MET), ("2026-05-02", Outcome.NOT_APPLICABLE)],
    )
    def test_while_the_other_lasts_it_is_asked_about(self, ask, as_of, outcome):
        """The supply of atorvastatin ends on 1 May."""
        tables = {
            "fills": "product | on | days\natorvastatin | 2026-02-01 | 90",
            "prescriptions": "product | on\nrosuvastatin | 2026-02-10",
        }
        rules = tuple(r for r in ALL if r.id in {"adherence.never-filled", "adherence.gap"})
        _, finding = ask(rules, as_of, tables, every=True)

        assert finding.outcome is outcome
        if outcome is Outcome.NOT_APPLICABLE:
            assert finding.reason == (
                "rosuvastatin: asked about as supply of statins that ended on 2026-05-01"
            )
            assert [ref.id for line in finding.evidence for ref in line.facts] == ["p1", "f1"]

    @pytest.mark.parametrize(
        ("on", "works"), [("2026-09-28", []), ("2026-09-29", ["never-filled"])]
    )
    def test_of_what_was_written_while_the_gap_was_followed_it_is_not_asked_again(
        self, ask, on, works
    ):
        """The gap lapses after 28 September."""
        found = self.both(ask, "atorvastatin", f"rosuvastatin | {on} | active", "2026-11-15")

        assert found == works

    def test_without_the_rule_of_the_gap_it_is_asked_about(self, ask):
        fills = self.SUPPLY.format("atorvastatin")
        prescriptions = "product | on\nrosuvastatin | 2026-03-05"

        assert asked(ask, fills, prescriptions, "2026-04-05").outcome is Outcome.NOT_MET


class TestMissing:
    """What has to be known."""

    def test_fills_never_asked_for(self, ask):
        finding = ask(RULES, "2026-04-01", {"prescriptions": PRESCRIBED})

        assert finding.outcome is Outcome.INSUFFICIENT_DATA
        assert finding.missing == ("fills (never asked for)",)

    def test_fills_never_asked_for_do_not_matter_without_a_new_prescription(self, ask):
        finding = ask(RULES, "2026-04-01", {"prescriptions": ""})

        assert finding.reason == "no new prescription for home"

    def test_prescriptions_never_asked_for(self, ask):
        finding = ask(RULES, "2026-04-01", {"fills": NO_FILLS})

        assert finding.missing == ("prescriptions (never asked for)",)

    @pytest.mark.parametrize("day", ["", "2026-03"])
    def test_a_prescription_of_which_the_day_is_not_known(self, ask, day):
        prescriptions = f"product | on\natorvastatin | {day}"

        assert asked(ask, "", prescriptions).missing == ("the exact day of a prescription",)

    def test_one_of_a_medicine_that_was_filled_before_matters_no_more(self, ask):
        prescriptions = "product | on\natorvastatin | 2026-03"
        finding = asked(ask, filled("atorvastatin", "2026-02-10"), prescriptions)

        assert finding.outcome is Outcome.NOT_APPLICABLE

    def test_a_fill_of_which_neither_code_nor_name_tells_the_medicine(self, ask):
        fills = "code | on | days\nrxnorm:308136 | 2026-03-05 | 30"

        assert asked(ask, fills).missing == ("whether a fill is of the medicine prescribed",)

    def test_such_a_fill_of_long_before_does_not_matter(self, ask):
        fills = "code | on | days\nrxnorm:308136 | 2025-08-05 | 30"

        assert asked(ask, fills).outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("product", "on", "outcome"),
        [
            ("atorvastatin", "2026-03", Outcome.MET),
            ("rosuvastatin", "2026-03", Outcome.MET),
            ("atorvastatin", "2026", Outcome.NOT_APPLICABLE),
            ("atorvastatin", "2025", Outcome.INSUFFICIENT_DATA),
            ("atorvastatin", "", Outcome.INSUFFICIENT_DATA),
            ("rosuvastatin", "2026", Outcome.INSUFFICIENT_DATA),
            ("rosuvastatin", "2025", Outcome.NOT_MET),
            ("lisinopril", "2026", Outcome.NOT_MET),
        ],
    )
    def test_a_fill_of_which_the_day_is_not_known(self, ask, product, on, outcome):
        """Of this year: before or after it was written, it needs no call. Of 2025: perhaps old."""
        assert asked(ask, filled(product, on)).outcome is outcome

    def test_it_is_told_what_is_missing(self, ask):
        finding = asked(ask, filled("atorvastatin", "2025"))

        assert finding.missing == ("the exact day of a fill of the medicine prescribed",)
        assert [ref.id for line in finding.evidence for ref in line.facts] == ["p1"]

    def test_one_that_stands_in_for_it_may_be_of_the_day_itself(self, ask):
        prescriptions = "product | on\natorvastatin | 2026-02-28"
        finding = asked(ask, filled("rosuvastatin", "2026-02"), prescriptions)

        assert finding.outcome is Outcome.INSUFFICIENT_DATA

    @pytest.mark.parametrize(
        ("within", "missing"),
        [
            (39, ()),
            (38, ("the exact day of the first fill",)),
            (9, ("the exact day of the first fill",)),
            (8, ()),
        ],
    )
    def test_a_first_fill_that_may_be_in_time_or_late(self, ask, within, missing):
        """1 March is the ninth day after it was written, 31 March the thirty-ninth."""
        finding = asked(
            ask,
            filled("atorvastatin", "2026-03"),
            "product | on\natorvastatin | 2026-02-20",
            parameters={"adherence.never-filled.within": days(within)},
        )
        assert finding.missing == missing

    def test_a_late_fill_beside_one_of_unknown_medicine(self, ask):
        fills = "code | product | on | days\n| atorvastatin | 2026-04-05 | 30"
        fills += "\nrxnorm:308136 | | 2026-03-05 | 30"
        finding = asked(ask, fills, as_of="2026-04-10")

        assert finding.missing == ("whether a fill is of the medicine prescribed",)

    def test_a_prescription_that_names_no_medicine(self, ask):
        fills = filled("atorvastatin", "2026-03-05")
        prescriptions = "code | on\n | 2026-03-01"

        assert asked(ask, fills, prescriptions).outcome is Outcome.INSUFFICIENT_DATA
        assert asked(ask, "", prescriptions).outcome is Outcome.NOT_MET
