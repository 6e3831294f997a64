"""Depression remission at twelve months (CMS159): one score, one visit or one day decides.

Each row is somebody of 59 with depression since 2020, seen on 10 March 2025 from nine to ten with a
score of 15, and what else there is. The assessment a year later is from 9 January to 9 May 2026.
"""

from datetime import UTC, date, datetime, timedelta

import attrs
import pytest
from small_charts import (
    after,
    chart_of,
    coded,
    condition,
    counts,
    encounter,
    order,
    procedure,
    result,
    through,
    tiny_sets,
    unknown,
)

from carecoord import review
from carecoord.model import Encounter, Observation, Period
from carecoord.model.code import loinc, snomed
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.licence import Licence
from carecoord.rules.measures import cms159
from carecoord.rules.measures import value_sets as vs
from carecoord.rules.shapes import populations

RULE = cms159.RULE
NINE = datetime(2025, 3, 10, 9, tzinfo=UTC)
TEN = datetime(2025, 3, 10, 10, tzinfo=UTC)
DAY = NINE.date()
MILLISECOND = timedelta(milliseconds=1)
YES, NO = snomed("373066001"), snomed("373067005")
TO_HOSPICE_AT_HOME, TO_HOSPICE = snomed("428361000124107"), snomed("428371000124100")
OUT, OPEN, MET, EXCLUDED = (0, 0, 0), (1, 0, 0), (1, 0, 1), (1, 1, 0)
REMITTED = date(2026, 3, 10)


def depression(onset=date(2020, 5, 5), of=vs.MAJOR_DEPRESSION_INCLUDING_REMISSION, **other):
    return condition(of, onset, **other)


def visit(first=NINE, last=TEN, of=vs.CONTACT_OR_OFFICE_VISIT, **other):
    kept = {"id": "", "status": "finished", "period": Period(first, last)} | other
    return Encounter(type=(coded(of),), **kept)


def score(value, day=DAY, of=vs.PHQ_9_TOOLS, **other):
    kept = {"id": "", "status": "final"} | other
    return Observation(code=coded(of), effective=day, value=value, **kept)


def somebody(*facts, **person):
    return chart_of(depression(), visit(), score(15), *facts, **person)


class TestIndex:
    """The first score above 9 at a visit with depression."""

    @pytest.mark.parametrize(("value", "expected"), [(9, OUT), (10, OPEN), (27, OPEN)])
    def test_it_is_above_9(self, value, expected):
        assert counts(RULE, chart_of(depression(), visit(), score(value))) == (expected,)

    @pytest.mark.parametrize(
        ("status", "expected"),
        [("final", OPEN), ("amended", OPEN), ("corrected", OPEN), ("preliminary", OUT)],
    )
    def test_it_stands(self, status, expected):
        index = score(15, status=status)

        assert counts(RULE, chart_of(depression(), visit(), index)) == (expected,)

    def test_it_is_of_the_questionnaire(self):
        other = score(15, of=vs.FALLS_SCREENING)

        assert counts(RULE, chart_of(depression(), visit(), other)) == (OUT,)

    @pytest.mark.parametrize(
        ("first", "last", "expected"),
        [
            (date(2024, 10, 31), date(2024, 10, 31), OUT),
            (date(2024, 10, 31), date(2024, 11, 1), OPEN),
            (date(2025, 10, 31), date(2025, 10, 31), OPEN),
            (date(2025, 10, 31), date(2025, 11, 1), OUT),
        ],
    )
    def test_the_visit_ends_from_14_to_2_months_before_the_year(self, first, last, expected):
        seen = encounter(vs.CONTACT_OR_OFFICE_VISIT, first, last)

        assert counts(RULE, chart_of(depression(), seen, score(15, first))) == (expected,)

    @pytest.mark.parametrize(
        ("other", "expected"),
        [
            ({}, OPEN),
            ({"of": vs.OFFICE_VISIT}, OUT),
            ({"status": "planned"}, OUT),
        ],
    )
    def test_the_visit_was_held(self, other, expected):
        assert counts(RULE, chart_of(depression(), visit(**other), score(15))) == (expected,)

    @pytest.mark.parametrize(
        ("known", "expected"),
        [
            (depression(of=vs.DYSTHYMIA), OPEN),
            (depression(of=vs.BIPOLAR_DISORDER), OUT),
            (depression(verification_status="refuted"), OUT),
            (depression(onset=TEN), OPEN),
            (depression(onset=TEN + MILLISECOND), OUT),
            (depression(abated=NINE), OPEN),
            (depression(abated=NINE - MILLISECOND), OUT),
        ],
    )
    def test_depression_prevails_at_an_instant_of_the_visit(self, known, expected):
        assert counts(RULE, chart_of(known, visit(), score(15))) == (expected,)

    def test_of_a_diagnosis_of_that_day_the_time_must_be_known(self):
        chart = chart_of(depression(onset=DAY), visit(), score(15))

        assert counts(RULE, chart) == (OUT,)
        assert unknown(RULE, chart) == (("initial-population",),)

    @pytest.mark.parametrize(
        ("number", "expected"),
        [(-8, OUT), (-7, OPEN), (0, OPEN), (1, OPEN), (2, OUT)],
    )
    def test_it_is_up_to_7_days_before_the_visit_or_during_it(self, number, expected):
        """The visit lasts until the next day."""
        seen = encounter(vs.CONTACT_OR_OFFICE_VISIT, DAY, after(DAY, 1))
        index = score(15, after(DAY, number))

        assert counts(RULE, chart_of(depression(), seen, index)) == (expected,)

    def test_all_of_it_is(self):
        """An assessment over two days, of which the second is after the visit."""
        long = score(15, Period(NINE, NINE + timedelta(days=1)))

        assert counts(RULE, chart_of(depression(), visit(), long)) == (OUT,)

    def test_of_an_assessment_over_two_days_the_first_is_up_to_7_days_before(self):
        early = score(15, through(after(DAY, -8), after(DAY, -7)))
        soon = score(15, through(after(DAY, -7), after(DAY, -6)))

        assert counts(RULE, chart_of(depression(), visit(), early)) == (OUT,)
        assert counts(RULE, chart_of(depression(), visit(), soon)) == (OPEN,)

    def test_the_year_is_counted_from_its_start(self):
        """It lasts from 10 to 11 March, as does the visit."""
        seen = encounter(vs.CONTACT_OR_OFFICE_VISIT, DAY, after(DAY, 1))
        chart = [depression(), seen, score(15, through(DAY, after(DAY, 1)))]

        assert counts(RULE, chart_of(*chart, score(3, date(2026, 5, 9)))) == (MET,)
        assert counts(RULE, chart_of(*chart, score(3, date(2026, 5, 10)))) == (OPEN,)

    @pytest.mark.parametrize(
        ("born", "expected"), [(date(2013, 3, 10), OPEN), (date(2013, 3, 11), OUT)]
    )
    def test_the_age_is_12_on_its_day(self, born, expected):
        assert counts(RULE, somebody(born=born)) == (expected,)

    def test_the_first_of_two_is_the_index(self):
        """9 January is within 60 days of a year after 10 March, and not of one after 10 April."""
        later = datetime(2025, 4, 10, 9, tzinfo=UTC)
        second = visit(later, later), score(12, later.date())
        remitted = score(3, date(2026, 1, 9))

        assert counts(RULE, somebody(*second, remitted)) == (MET,)
        assert counts(RULE, chart_of(depression(), *second, remitted)) == (OPEN,)


class TestRemission:
    """The last score a year later is below 5."""

    @pytest.mark.parametrize(("value", "expected"), [(0, MET), (4, MET), (5, OPEN)])
    def test_it_is_below_5(self, value, expected):
        assert counts(RULE, somebody(score(value, REMITTED))) == (expected,)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            (date(2026, 1, 8), OPEN),
            (date(2026, 1, 9), MET),
            (date(2026, 5, 9), MET),
            (date(2026, 5, 10), OPEN),
        ],
    )
    def test_it_is_within_60_days_of_a_year_later(self, day, expected):
        assert counts(RULE, somebody(score(3, day))) == (expected,)

    def test_the_start_of_the_assessment_decides(self):
        noon = datetime(2026, 5, 9, 12, tzinfo=UTC)
        long = Period(noon, noon + timedelta(days=1))
        early = Period(noon - timedelta(days=121), noon)

        assert counts(RULE, somebody(score(3, long))) == (MET,)
        assert counts(RULE, somebody(score(3, early))) == (OPEN,)

    @pytest.mark.parametrize(("first", "last", "expected"), [(3, 7, OPEN), (7, 3, MET)])
    def test_the_last_of_two_counts(self, first, last, expected):
        scores = score(first, REMITTED), score(last, after(REMITTED, 1))

        assert counts(RULE, somebody(*scores)) == (expected,)

    def test_a_score_that_does_not_stand_or_is_another_test_is_not_the_last(self):
        draft = score(7, after(REMITTED, 1), status="preliminary")
        other = score(7, after(REMITTED, 1), of=vs.FALLS_SCREENING)

        assert counts(RULE, somebody(score(3, REMITTED), draft, other)) == (MET,)

    def test_a_last_assessment_without_a_score_does_not_meet(self):
        empty = score(None, after(REMITTED, 1))

        assert counts(RULE, somebody(score(3, REMITTED), empty)) == (OPEN,)

    def test_a_score_that_is_no_number_is_unknown(self):
        odd = score(coded(YES), REMITTED)

        assert counts(RULE, somebody(odd)) == (OPEN,)
        assert unknown(RULE, somebody(odd)) == (("numerator",),)


SINGLE_DAYS = [
    (date(2024, 10, 31), OPEN),
    (date(2024, 11, 1), EXCLUDED),
    (date(2026, 5, 9), EXCLUDED),
    (date(2026, 5, 10), OPEN),
]
FACIT_PAL, HOSPICE_MDS = loinc("71007-9"), loinc("45755-6")


def discharged(to, day=date(2026, 1, 5), of=vs.ENCOUNTER_INPATIENT, **other):
    return encounter(of, after(day, -2), day, discharge_disposition=coded(to), **other)


class TestExclusions:
    """From 14 months before the year to the last day of the assessment, 9 May 2026."""

    @pytest.mark.parametrize(("day", "expected"), SINGLE_DAYS)
    @pytest.mark.parametrize(
        "made",
        [
            lambda day: discharged(TO_HOSPICE_AT_HOME, day),
            lambda day: discharged(TO_HOSPICE, day),
            lambda day: encounter(vs.HOSPICE_ENCOUNTER, day),
            lambda day: result(HOSPICE_MDS, day, YES),
            lambda day: order(vs.HOSPICE_CARE_AMBULATORY, day),
            lambda day: procedure(vs.HOSPICE_CARE_AMBULATORY, day),
            lambda day: result(FACIT_PAL, day),
            lambda day: encounter(vs.PALLIATIVE_ENCOUNTER, day),
            lambda day: procedure(vs.PALLIATIVE_INTERVENTION, day),
            lambda day: condition(vs.HOSPICE_DIAGNOSIS, day, day),
            lambda day: condition(vs.PALLIATIVE_DIAGNOSIS, day, day),
        ],
    )
    def test_hospice_and_palliative_care(self, made, day, expected):
        assert counts(RULE, somebody(made(day))) == (expected,)

    @pytest.mark.parametrize(
        ("first", "last"),
        [(date(2024, 10, 30), date(2024, 11, 1)), (date(2026, 5, 9), date(2026, 5, 20))],
    )
    @pytest.mark.parametrize(
        "made",
        [
            lambda first, last: encounter(vs.HOSPICE_ENCOUNTER, first, last),
            lambda first, last: encounter(vs.PALLIATIVE_ENCOUNTER, first, last),
            lambda first, last: procedure(vs.HOSPICE_CARE_AMBULATORY, through(first, last)),
            lambda first, last: procedure(vs.PALLIATIVE_INTERVENTION, through(first, last)),
            lambda first, last: result(HOSPICE_MDS, through(first, last), YES),
            lambda first, last: result(FACIT_PAL, through(first, last)),
            lambda first, last: condition(vs.HOSPICE_DIAGNOSIS, first, last),
            lambda first, last: condition(vs.PALLIATIVE_DIAGNOSIS, first, last),
        ],
    )
    def test_of_these_one_day_is_enough(self, made, first, last):
        assert counts(RULE, somebody(made(first, last))) == (EXCLUDED,)

    @pytest.mark.parametrize(
        "made",
        [
            discharged(NO),
            discharged(TO_HOSPICE, of=vs.OFFICE_VISIT),
            discharged(TO_HOSPICE, status="planned"),
            encounter(vs.HOSPICE_ENCOUNTER, REMITTED, status="cancelled"),
            encounter(vs.HOSPICE_ENCOUNTER, REMITTED, status="entered-in-error"),
            encounter(vs.HOSPICE_ENCOUNTER, REMITTED, status="unknown"),
            result(HOSPICE_MDS, REMITTED, NO),
            result(HOSPICE_MDS, REMITTED, YES, status="preliminary"),
            order(vs.HOSPICE_CARE_AMBULATORY, REMITTED, status="revoked"),
            order(vs.HOSPICE_CARE_AMBULATORY, REMITTED, intent="plan"),
            order(vs.HOSPICE_CARE_AMBULATORY, REMITTED, do_not_perform=True),
            order(vs.REFERRAL, REMITTED),
            procedure(vs.COLONOSCOPY, REMITTED),
            procedure(vs.HOSPICE_CARE_AMBULATORY, REMITTED, status="not-done"),
            procedure(vs.HOSPICE_CARE_AMBULATORY, REMITTED, status="entered-in-error"),
            procedure(vs.HOSPICE_CARE_AMBULATORY, REMITTED, status="unknown"),
            condition(vs.HOSPICE_DIAGNOSIS, verification_status="refuted"),
            result(FACIT_PAL, REMITTED, status="preliminary"),
            encounter(vs.PALLIATIVE_ENCOUNTER, REMITTED, status="in-progress"),
            procedure(vs.PALLIATIVE_INTERVENTION, REMITTED, status="not-done"),
            condition(vs.PALLIATIVE_DIAGNOSIS, verification_status="refuted"),
            condition(vs.BIPOLAR_DISORDER, verification_status="refuted"),
        ],
    )
    def test_none_of_these_excludes(self, made):
        assert counts(RULE, somebody(made)) == (OPEN,)

    @pytest.mark.parametrize(
        "made",
        [
            encounter(vs.HOSPICE_ENCOUNTER, REMITTED, status="in-progress"),
            procedure(vs.HOSPICE_CARE_AMBULATORY, REMITTED, status="in-progress"),
            procedure(vs.PALLIATIVE_INTERVENTION, REMITTED, status="in-progress"),
        ],
    )
    def test_of_these_it_need_not_be_over(self, made):
        assert counts(RULE, somebody(made)) == (EXCLUDED,)

    @pytest.mark.parametrize(
        "of",
        [
            vs.BIPOLAR_DISORDER,
            vs.PERSONALITY_DISORDER_EMOTIONALLY_LABILE,
            vs.SCHIZOPHRENIA_OR_PSYCHOTIC_DISORDER,
            vs.PERVASIVE_DEVELOPMENTAL_DISORDER,
        ],
        ids=lambda of: of.name,
    )
    @pytest.mark.parametrize(
        ("onset", "expected"),
        [
            (date(1990, 1, 1), EXCLUDED),
            (date(2026, 5, 9), EXCLUDED),
            (date(2026, 5, 10), OPEN),
        ],
    )
    def test_disorders_that_began_by_the_last_day(self, of, onset, expected):
        assert counts(RULE, somebody(condition(of, onset))) == (expected,)

    @pytest.mark.parametrize(
        ("died", "expected"),
        [
            (date(2026, 5, 9), EXCLUDED),
            (date(2026, 5, 10), OPEN),
            (True, OPEN),
            (False, OPEN),
        ],
    )
    def test_death_by_the_last_day(self, died, expected):
        chart = somebody()
        dead = attrs.evolve(chart, patient=attrs.evolve(chart.patient, deceased=died))

        assert counts(RULE, dead) == (expected,)
        assert unknown(RULE, dead) == ((("denominator-exclusion",) if died is True else ()),)


@pytest.mark.parametrize(
    ("born", "stratum"),
    [
        (date(2013, 3, 10), 1),
        (date(2007, 3, 11), 1),
        (date(2007, 3, 10), 2),
        (date(1950, 1, 1), 2),
    ],
)
def test_everybody_is_in_one_stratum_of_age_at_the_index(born, stratum):
    year = Period(date(2026, 1, 1), date(2027, 1, 1))
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (membership,) = populations(RULE, somebody(born=born), year, catalogue)
    held = [name for name, found in membership.strata.items() if found["denominator"]]

    assert held == [f"Stratification_1_{stratum}"]
    assert len(membership.strata) == 2


def test_the_gap_is_open_until_the_last_day_of_the_assessment():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (open_,) = review(somebody(), catalogue, date(2026, 5, 9)).findings
    (over,) = review(somebody(), catalogue, date(2026, 5, 10)).findings

    assert (open_.key, open_.edition) == ("measures.cms159|p|2026:Group_1", "2026")
    assert open_.action.due == date(2026, 5, 9)
    assert open_.action.licences == (
        Licence.RN,
        Licence.SOCIAL_WORKER,
        Licence.MENTAL_HEALTH,
        Licence.PRESCRIBER,
    )
    assert over.action is None


def test_without_a_score_that_is_what_the_finding_says():
    catalogue = Catalogue.of(RULE, value_sets=tiny_sets())
    (finding,) = review(chart_of(depression(), visit()), catalogue, date(2026, 5, 9)).findings

    assert [line.clause for line in finding.evidence] == [
        "score above 9 at a visit with depression"
    ]


def test_observations_never_asked_for_and_a_set_not_loaded_leave_it_unknown():
    unasked = chart_of(depression(), visit(), unasked=("observations",))
    without = Catalogue.of(RULE, value_sets=tiny_sets(without=(vs.CONTACT_OR_OFFICE_VISIT,)))

    assert unknown(RULE, unasked) == (("initial-population",),)
    assert unknown(RULE, somebody(), without) == (("initial-population",),)
