"""Treatment of substance use disorder (CMS137): one diagnosis, one treatment, one day decides.

Each row is somebody of 60 with a visit on 10 March from nine to ten, at which a disorder was
diagnosed, and what else there is.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from small_charts import (
    ENCOUNTER_DIAGNOSIS,
    PROBLEM,
    after,
    chart_of,
    coded,
    condition,
    counts,
    encounter,
    prescription,
    procedure,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Encounter, Period
from carecoord.model.code import concept
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.licence import Licence
from carecoord.rules.measures import cms137
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.shapes import populations

RULE = cms137.RULE
NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)
DAY = NINE.date()
HOUR = timedelta(hours=1)
OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)


def both(expected):
    """The same for both groups."""
    return expected, expected


def visit(start=NINE, of=vs.OFFICE_VISIT, lasting=HOUR, **other):
    kept = {"id": "", "status": "finished", "period": Period(start, start + lasting)} | other
    return Encounter(type=(coded(of),), **kept)


def disorder(onset=NINE, of=vs.SUBSTANCE_USE_DISORDER, category=ENCOUNTER_DIAGNOSIS, **other):
    return condition(of, onset, category=(concept(category),), **other)


def call(day, of=vs.TELEPHONE_VISITS, **other):
    """A telephone visit for the disorder, which is the reason by its id."""
    return encounter(of, day, **({"reason_facts": ("sud",)} | other))


def treatment(day, of=vs.SUD_TREATMENT, **other):
    return procedure(of, day, **other)


def medicine(day, of=vs.SUD_SHORT_ACTING_MEDICATION, **other):
    return prescription(of, day, **other)


def somebody(*facts):
    return chart_of(visit(), disorder(id="sud"), *facts)


def day(number):
    """So many days after the diagnosis."""
    return after(DAY, number)


class TestEpisode:
    """A disorder is diagnosed at a visit, for the first time in 60 days."""

    @pytest.mark.parametrize(
        "of",
        [
            vs.OFFICE_VISIT,
            vs.ED_EVALUATION_AND_MANAGEMENT,
            vs.DETOXIFICATION_VISIT,
            vs.INITIAL_HOSPITAL_INPATIENT_VISIT,
            vs.DISCHARGE_SERVICES_HOSPITAL_SAME_DAY,
            vs.DISCHARGE_SERVICES_HOSPITAL,
            vs.TELEPHONE_VISITS,
            vs.VIRTUAL_ENCOUNTER,
        ],
        ids=lambda of: of.name,
    )
    def test_a_visit_of_any_kind(self, of):
        assert counts(RULE, chart_of(visit(of=of), disorder())) == both(OPEN)

    def test_other_visits_and_visits_not_held_do_not_count(self):
        at_home, planned = visit(of=vs.HOME_HEALTHCARE_SERVICES), visit(status="planned")

        assert counts(RULE, chart_of(at_home, disorder())) == both(OUT)
        assert counts(RULE, chart_of(planned, disorder())) == both(OUT)

    @pytest.mark.parametrize(
        ("onset", "expected"),
        [
            (NINE - timedelta(milliseconds=1), OUT),
            (NINE, OPEN),
            (NINE + HOUR, OPEN),
            (NINE + HOUR + timedelta(milliseconds=1), OUT),
        ],
    )
    def test_the_diagnosis_begins_within_the_visit_to_the_instant(self, onset, expected):
        assert counts(RULE, chart_of(visit(), disorder(onset))) == both(expected)

    def test_without_a_time_of_day_it_is_not_known(self):
        chart = chart_of(visit(), disorder(DAY))

        assert counts(RULE, chart) == both(OUT)
        assert unknown(RULE, chart) == both(("initial-population",))

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            ({"category": PROBLEM}, OUT),
            ({"of": vs.DIABETES}, OUT),
            ({"verification_status": "refuted"}, OUT),
            ({"verification_status": "confirmed"}, OPEN),
        ],
    )
    def test_it_is_a_verified_diagnosis_of_a_visit(self, other, expected):
        assert counts(RULE, chart_of(visit(), disorder(**other))) == both(expected)

    @pytest.mark.parametrize(
        ("start", "expected"),
        [
            (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), OUT),
            (datetime(2026, 1, 1, tzinfo=UTC), OPEN),
            (datetime(2026, 11, 14, 22, 59, tzinfo=UTC), OPEN),
            (datetime(2026, 11, 15, tzinfo=UTC), OUT),
        ],
    )
    def test_it_begins_in_the_year_by_14_november(self, start, expected):
        assert counts(RULE, chart_of(visit(start), disorder(start))) == both(expected)

    def test_the_stay_is_over_in_the_year(self):
        start = datetime(2026, 11, 14, 9, tzinfo=UTC)

        def stay(days):
            return visit(start, vs.INITIAL_HOSPITAL_INPATIENT_VISIT, timedelta(days=days))

        assert counts(RULE, chart_of(stay(47), disorder(start))) == both(OPEN)
        assert counts(RULE, chart_of(stay(48), disorder(start))) == both(OUT)

    @pytest.mark.parametrize(
        ("born", "expected"), [(date(2013, 1, 1), OPEN), (date(2013, 1, 2), OUT)]
    )
    def test_the_age_is_13_at_the_start_of_the_year(self, born, expected):
        assert counts(RULE, chart_of(visit(), disorder(), born=born)) == both(expected)

    def test_of_two_episodes_the_first_counts(self):
        """Treatment on day 14 of the first is day 0 of the second."""
        second = NINE + timedelta(days=14)
        chart = somebody(visit(second), disorder(second), treatment(day(14)))

        assert counts(RULE, chart) == both(OPEN)


class TestHistory:
    """Diagnosis or treatment in the 60 days before the episode."""

    @pytest.mark.parametrize(("before", "expected"), [(61, OPEN), (60, OUT), (1, OUT), (0, MET)])
    def test_sixty_days(self, before, expected):
        earlier = treatment(day(-before))

        assert counts(RULE, somebody(earlier))[0] == expected

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: treatment(on, vs.SUD_TREATMENT),
            lambda on: treatment(on, vs.PSYCH_VISIT_PSYCHOTHERAPY),
            lambda on: treatment(on, vs.SUD_LONG_ACTING_ADMINISTRATION),
            lambda on: treatment(on, vs.SUD_SHORT_ACTING_ADMINISTRATION),
            lambda on: medicine(on, vs.SUD_LONG_ACTING_MEDICATION),
            lambda on: medicine(on, vs.SUD_SHORT_ACTING_MEDICATION),
            lambda on: call(on, vs.OFFICE_VISIT),
            lambda on: call(on, vs.INITIAL_HOSPITAL_INPATIENT_VISIT),
            lambda on: call(on, vs.DISCHARGE_SERVICES_HOSPITAL),
            lambda on: call(on, vs.DISCHARGE_SERVICES_HOSPITAL_SAME_DAY),
            lambda on: call(on, vs.TELEPHONE_VISITS),
            lambda on: call(on, vs.VIRTUAL_ENCOUNTER),
        ],
    )
    def test_any_of_these_and_none_is_new(self, made):
        assert counts(RULE, somebody(made(day(-10)))) == both(OUT)

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: call(on, vs.ED_EVALUATION_AND_MANAGEMENT),
            lambda on: call(on, vs.DETOXIFICATION_VISIT),
            lambda on: call(on, vs.HOME_HEALTHCARE_SERVICES),
            lambda on: call(on, vs.OFFICE_VISIT, reason_facts=()),
            lambda on: call(on, vs.OFFICE_VISIT, reason_facts=("another",)),
            lambda on: call(on, vs.OFFICE_VISIT, status="planned"),
            lambda on: treatment(on, status="not-done"),
            lambda on: treatment(on, vs.COLONOSCOPY),
            lambda on: medicine(on, vs.METHYLPHENIDATE),
            lambda on: medicine(on, intent="plan"),
            lambda on: medicine(on, status="cancelled"),
            lambda on: medicine(on, do_not_perform=True),
        ],
    )
    def test_of_these_it_may_still_be_new(self, made):
        assert counts(RULE, somebody(made(day(-10)))) == both(OPEN)

    def test_a_visit_that_is_an_emergency_as_well_is_left_out(self):
        both_kinds = call(day(-10))
        emergency = coded(vs.ED_EVALUATION_AND_MANAGEMENT)
        office = Encounter(
            id="",
            status="finished",
            type=(coded(vs.OFFICE_VISIT), emergency),
            period=both_kinds.period,
            reason_facts=("sud",),
        )

        assert counts(RULE, somebody(office)) == both(OPEN)
        assert counts(RULE, somebody(both_kinds)) == both(OUT)


class TestStart:
    """Treatment within 14 days of the diagnosis: the first group."""

    @pytest.mark.parametrize(("number", "expected"), [(0, MET), (13, MET), (14, OPEN)])
    def test_fourteen_days(self, number, expected):
        assert counts(RULE, somebody(treatment(day(number)))) == (expected, OPEN)

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: treatment(on, vs.SUD_TREATMENT),
            lambda on: treatment(on, vs.PSYCH_VISIT_PSYCHOTHERAPY),
            lambda on: treatment(on, vs.SUD_LONG_ACTING_ADMINISTRATION),
            lambda on: treatment(on, vs.SUD_SHORT_ACTING_ADMINISTRATION),
            lambda on: medicine(on, vs.SUD_LONG_ACTING_MEDICATION),
            lambda on: medicine(on, vs.SUD_SHORT_ACTING_MEDICATION),
            lambda on: medicine(on, status="completed"),
            lambda on: call(on, vs.TELEPHONE_VISITS),
            lambda on: call(on, vs.VIRTUAL_ENCOUNTER),
        ],
    )
    def test_any_of_these_is_treatment(self, made):
        assert counts(RULE, somebody(made(day(5)))) == (MET, OPEN)

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: call(on, vs.OFFICE_VISIT),
            lambda on: call(on, reason_facts=()),
            lambda on: call(on, reason_facts=("another",)),
            lambda on: call(on, status="cancelled"),
            lambda on: treatment(on, status="not-done"),
            lambda on: medicine(on, intent="plan"),
            lambda on: medicine(on, status="draft"),
            lambda on: medicine(on, do_not_perform=True),
        ],
    )
    def test_none_of_these_is(self, made):
        assert counts(RULE, somebody(made(day(5)))) == both(OPEN)

    def test_a_call_for_another_reason_is_none(self):
        sugar = disorder(of=vs.DIABETES, id="sugar")

        assert counts(RULE, somebody(sugar, call(day(5), reason_facts=("sugar",)))) == both(OPEN)

    def test_the_days_are_counted_from_the_start_of_the_stay(self):
        """It lasts three days."""
        stay = visit(of=vs.INITIAL_HOSPITAL_INPATIENT_VISIT, lasting=timedelta(days=2))
        chart = [stay, disorder(id="sud")]

        assert counts(RULE, chart_of(*chart, treatment(day(13)))) == (MET, OPEN)
        assert counts(RULE, chart_of(*chart, treatment(day(14)))) == both(OPEN)

    def test_what_is_no_history_is_no_start_either(self):
        """A call to the emergency department on the day before."""
        kinds = (coded(vs.TELEPHONE_VISITS), coded(vs.ED_EVALUATION_AND_MANAGEMENT))
        before = Encounter(
            id="",
            status="finished",
            type=kinds,
            period=through(day(-1)),
            reason_facts=("sud",),
        )

        assert counts(RULE, somebody(before)) == both(OPEN)

    def test_the_reason_of_a_call_need_be_no_diagnosis_of_a_visit(self):
        listed = disorder(date(2020, 1, 1), category=PROBLEM, id="old", verification_status=None)

        assert counts(RULE, somebody(listed, call(day(5), reason_facts=("old",)))) == (MET, OPEN)

    def test_the_visit_of_the_diagnosis_is_not_its_own_treatment(self):
        """Another call on the same day is."""
        first = visit(of=vs.TELEPHONE_VISITS, reason_facts=("sud",))
        chart = [first, disorder(id="sud")]
        again = visit(NINE + 2 * HOUR, vs.TELEPHONE_VISITS, reason_facts=("sud",))

        assert counts(RULE, chart_of(*chart)) == both(OPEN)
        assert counts(RULE, chart_of(*chart, again)) == (MET, OPEN)


class TestKeptUp:
    """Treatment in the 34 days after the first: the second group."""

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: treatment(on, vs.SUD_LONG_ACTING_ADMINISTRATION),
            lambda on: medicine(on, vs.SUD_LONG_ACTING_MEDICATION),
        ],
    )
    @pytest.mark.parametrize(("number", "expected"), [(3, OPEN), (4, MET), (37, MET), (38, OPEN)])
    def test_one_long_acting_medicine(self, made, number, expected):
        """The first treatment is on day 3."""
        chart = somebody(treatment(day(3)), made(day(number)))

        assert counts(RULE, chart) == (MET, expected)

    @pytest.mark.parametrize(
        "made",
        [
            lambda on: treatment(on, vs.SUD_TREATMENT),
            lambda on: treatment(on, vs.PSYCH_VISIT_PSYCHOTHERAPY),
            lambda on: treatment(on, vs.SUD_SHORT_ACTING_ADMINISTRATION),
            lambda on: medicine(on, vs.SUD_SHORT_ACTING_MEDICATION),
            lambda on: call(on, vs.TELEPHONE_VISITS),
            lambda on: call(on, vs.VIRTUAL_ENCOUNTER),
        ],
    )
    @pytest.mark.parametrize(("number", "expected"), [(3, OPEN), (4, MET), (37, MET), (38, OPEN)])
    def test_two_of_the_others(self, made, number, expected):
        """One on day 20 and another: the first treatment is on day 3."""
        chart = [treatment(day(3)), treatment(day(20))]

        assert counts(RULE, somebody(*chart)) == (MET, OPEN)
        assert counts(RULE, somebody(*chart, made(day(number)))) == (MET, expected)

    def test_the_start_of_what_lasts_decides(self):
        """Three days each: the first treatment from day 3, the other from day 37 or 38."""
        first = treatment(through(day(3), day(5)), vs.SUD_LONG_ACTING_ADMINISTRATION)

        def other(number):
            days = through(day(number), day(number + 2))
            return treatment(days, vs.SUD_LONG_ACTING_ADMINISTRATION)

        assert counts(RULE, somebody(first)) == (MET, OPEN)
        assert counts(RULE, somebody(first, other(37))) == (MET, MET)
        assert counts(RULE, somebody(first, other(38))) == (MET, OPEN)

    def test_two_may_be_on_one_day(self):
        chart = somebody(treatment(day(3)), treatment(day(5)), call(day(5)))

        assert counts(RULE, chart) == (MET, MET)

    def test_what_was_not_started_in_time_is_not_kept_up(self):
        late = [treatment(day(14)), treatment(day(15)), treatment(day(16))]
        long = medicine(day(15), vs.SUD_LONG_ACTING_MEDICATION)

        assert counts(RULE, somebody(*late, long)) == both(OPEN)


def test_hospice_excludes():
    hospice = procedure(vs.HOSPICE_CARE_AMBULATORY, date(2026, 5, 5))

    assert counts(RULE, somebody(hospice)) == both(EXCLUDED)


@pytest.mark.parametrize(
    ("born", "stratum"),
    [
        (date(2013, 1, 1), 1),
        (date(2008, 1, 2), 1),
        (date(2008, 1, 1), 2),
        (date(1961, 1, 2), 2),
        (date(1961, 1, 1), 3),
    ],
)
def test_everybody_is_in_one_stratum_of_age_at_the_start_of_the_year(born, stratum):
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    chart = chart_of(visit(), disorder(), born=born)

    for number, membership in enumerate(populations(RULE, chart, year, catalogue), 1):
        held = [id_ for id_, found in membership.strata.items() if found["denominator"]]
        assert held == [f"Stratification_{number}_{stratum}"]
        assert len(membership.strata) == 3


@pytest.mark.parametrize(
    ("facts", "last_days"),
    [
        ([], ("2026-03-23", "2026-03-23")),
        ([treatment(day(2))], (None, "2026-04-15")),
    ],
)
def test_the_last_day_is_that_of_the_next_step(facts, last_days):
    """Day 13 after 10 March; the 34th day after 12 March."""
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    found = review(somebody(*facts), catalogue, date(2026, 3, 15)).findings
    due = tuple(one.action and one.action.due.isoformat() for one in found)

    assert due == last_days


def test_conditions_never_asked_for_and_a_set_not_loaded_leave_it_unknown():
    unasked = chart_of(visit(), unasked=("conditions",))
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.SUD_TREATMENT,)))

    assert unknown(RULE, unasked) == both(("initial-population",))
    assert unknown(RULE, somebody(), without) == both(("initial-population",))


def test_in_a_review_each_group_has_a_finding_of_its_own():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    start, keep = review(somebody(), catalogue, date(2026, 3, 15)).findings

    assert (start.key, start.edition) == ("measures.cms137|p|2026:Group_1", "2026")
    assert (keep.key, keep.edition) == ("measures.cms137|p|2026:Group_2", "2026")
    assert start.action.licences == (
        Licence.COORDINATOR,
        Licence.SOCIAL_WORKER,
        Licence.RN,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    )
