"""An operation under the TEAM model: Hugo Vance, 72, has a new knee since Wednesday 7 October 2026.

CMS, TEAM, from 1 January 2026: referred to primary care before discharge, on Friday 9 October; the
episode runs to day 30 after it, which is 8 November, wherever the patient went.
"""

import pytest

title = "Episode of an operation under the TEAM model"

rule = "followup.joint-replacement-episode"
as_of = "2026-11-08"
person = {"born": "1954-02-14"}
on_record = {
    "encounters": """
        class | from       | to         | disposition | status
        IMP   | 2026-10-07 | 2026-10-09 | home        | finished
        """,
    "procedures": """
        code  | on         | to | status
        27447 | 2026-10-07 |    | completed
        """,
    "coverages": """
        from       | to | type                      | status
        2020-03-01 |    | https://nahdo.org/sopt#12 | active
        """,
    "orders": "code | on | status | intent | forbids",
    "communications": "on | status",
}
OPEN = """
    occurrence | outcome
    referral   | not met
    episode    | not met
    """
NONE = "no discharge after an operation of the TEAM model"


def referral(on, code="306206005", status="active", intent="order", no=""):
    return f"{code} | {on} | {status} | {intent} | {no}"


class TestWindows:
    """The referral by the day of discharge, a contact on days 1 to 30."""

    def test_the_days_of_both_steps(self, says):
        says(
            """
            occurrence | due        | earliest   | overdue after | closes     | urgency | edition
            referral   | 2026-10-09 | 2026-09-09 | 2026-10-09    | 2026-11-08 | urgent  | 2026
            episode    | 2026-11-08 | 2026-10-10 | 2026-11-08    | 2026-11-08 | routine | 2026
            """
        )

    @pytest.mark.parametrize(
        ("day", "referral", "episode"),
        [
            ("2026-10-09", "due", "upcoming"),
            ("2026-10-10", "overdue", "due"),
            ("2026-11-08", "overdue", "due"),
        ],
    )
    def test_how_they_stand_while_nothing_was_done(self, says, day, referral, episode):
        says(
            f"""
            occurrence | outcome | standing
            referral   | not met | {referral}
            episode    | not met | {episode}
            """,
            day,
        )

    def test_it_lapses_when_the_episode_has_ended(self, nothing):
        ended = "discharge after an operation of the TEAM model ended 2026-10-09"
        nothing(f"lapsed on 2026-11-08: {ended}", "2026-11-09")

    @pytest.mark.parametrize(
        ("on", "standing"),
        [
            ("2026-09-08", "overdue"),
            ("2026-09-09", "done"),
            ("2026-10-09", "done"),
            ("2026-10-10", "done late"),
        ],
    )
    def test_a_referral_counts_to_the_day_of_discharge(self, says, on, standing):
        says(
            f"""
            occurrence | standing
            referral   | {standing}
            episode    | due
            """,
            orders=referral(on),
        )

    @pytest.mark.parametrize("contact", ["visit", "conversation"])
    @pytest.mark.parametrize(
        ("on", "outcome"),
        [("2026-10-09", "not met"), ("2026-10-10", "met"), ("2026-11-08", "met")],
    )
    def test_a_contact_counts_from_the_day_after_it(self, says, contact, on, outcome):
        rows = {
            "visit": {"encounters": f"HH | {on} | {on} | | finished"},
            "conversation": {"communications": f"{on} | completed"},
        }
        says(
            f"""
            occurrence | outcome
            referral   | not met
            episode    | {outcome}
            """,
            **rows[contact],
        )


@pytest.mark.parametrize(
    "order",
    [
        referral("2026-10-08", status="draft"),
        referral("2026-10-08", status="revoked"),
        referral("2026-10-08", intent="plan"),
        referral("2026-10-08", no="yes"),
        referral("2026-10-08", code="71045"),
    ],
)
def test_only_a_referral_that_stands_closes_it(says, order):
    says(OPEN, orders=order)


def test_a_voicemail_is_an_attempt(says):
    seen = says(OPEN, communications="2026-10-22 | not-done")

    assert seen["episode"][-1] == "1 attempt, nobody reached"
    assert seen["referral"] == ["ended 2026-10-09", ""]


def test_who_works_on_it(says):
    team = "care coordinator, registered nurse"
    says(
        f"""
        occurrence | to do | licences
        referral   | yes   | {team}
        episode    | yes   | {team}
        """
    )


class TestWhichStay:
    """An inpatient stay with one of the five operations, of somebody with Medicare, alive."""

    @pytest.mark.parametrize(
        "operation",
        [
            *("27447", "27130", "27236", "22612", "22630", "33533", "44140"),
            *("609588000", "52734007", "232717009"),
            *("icd10pcs:0SRC0J9", "icd10pcs:0SRD0J9", "icd10pcs:0SR90JA", "icd10pcs:0SRB0JA"),
            *("icd10pcs:0SG1070", "icd10pcs:0210493", "icd10pcs:0DTN4ZZ"),
        ],
    )
    def test_operations(self, says, operation):
        """Knee, hip, hip fracture, spinal fusion, bypass, bowel."""
        says(OPEN, change={"27447": operation})

    @pytest.mark.parametrize("operation", ["29881", "66984", "icd10pcs:0SBC4ZZ"])
    def test_no_other_operation(self, nothing, operation):
        nothing(NONE, change={"27447": operation})

    def test_not_one_that_was_not_done(self, nothing):
        nothing(NONE, change={"completed": "not-done"})

    @pytest.mark.parametrize(
        "days",
        [
            *("2026-10-07 |", "2026-10-09 |"),
            *("2026-10-06 | 2026-10-07", "2026-10-09 | 2026-10-10"),
        ],
    )
    def test_on_a_day_of_the_stay(self, says, days):
        says(OPEN, change={"27447 | 2026-10-07 |   ": f"27447 | {days}"})

    @pytest.mark.parametrize("days", ["2026-10-06 |", "2026-10-10 |"])
    def test_on_no_other_day(self, nothing, days):
        nothing(NONE, change={"27447 | 2026-10-07 |   ": f"27447 | {days}"})

    @pytest.mark.parametrize("disposition", ["home", "06", "snf", "03", "rehab", "62", ""])
    def test_home_or_to_a_facility(self, says, disposition):
        says(OPEN, change={"home": disposition})

    @pytest.mark.parametrize("disposition", ["exp", "20", "40", "41", "42", "snomed:419099009"])
    def test_not_of_somebody_who_died(self, nothing, disposition):
        nothing(NONE, change={"home": disposition})

    @pytest.mark.parametrize(
        ("word", "other"),
        [
            ("IMP", "AMB"),
            ("IMP", "OBSENC"),
            ("finished", "in-progress"),
        ],
    )
    def test_what_is_no_such_stay(self, nothing, word, other):
        """Of a stay that goes on, the day of discharge is not known: nothing is asked for yet."""
        nothing(NONE, change={word: other})

    @pytest.mark.parametrize(
        ("word", "other"),
        [
            ("sopt#12", "sopt#2"),
            ("active", "cancelled"),
            ("2020-03-01 |    |", "2020-03-01 | 2026-10-06 |"),
            ("2020-03-01 |    |", "2026-10-10 |            |"),
        ],
    )
    def test_without_medicare_during_the_stay(self, nothing, word, other):
        """The stay and the operation are on record all the same, and are told."""
        seen = nothing("not Medicare during the stay", change={word: other})

        assert seen[0] == ("discharge after an operation of the TEAM model", True, 2)

    @pytest.mark.parametrize("span", ["2020-03-01 | 2026-10-07 |", "2026-10-09 |    |"])
    def test_medicare_on_some_day_of_the_stay(self, says, span):
        says(OPEN, change={"2020-03-01 |    |": span})

    def test_readmission_does_not_end_the_episode(self, says):
        says(OPEN, encounters="IMP | 2026-10-22 | | | in-progress")

    def test_none_before_2026(self, nothing):
        then = {"2026-10-07": "2025-12-29", "2026-10-09": "2025-12-31"}
        nothing("no edition before 2026-01-01", "2026-01-05", change=then)

    def test_from_2026(self, says):
        then = {"2026-10-07": "2025-12-29", "2026-10-09": "2026-01-01"}
        says(OPEN, "2026-01-05", change=then)


@pytest.mark.parametrize("listed", ["encounters", "procedures", "coverages"])
def test_lists_that_nobody_asked_for(says, listed):
    says(
        f"""
        outcome           | missing
        insufficient data | {listed} (never asked for)
        """,
        **{listed: None},
    )


def test_orders_that_nobody_asked_for(says):
    says(
        """
        occurrence | outcome           | to do | missing
        referral   | insufficient data | yes   | orders (never asked for)
        episode    | not met           | yes   |
        """,
        orders=None,
    )
