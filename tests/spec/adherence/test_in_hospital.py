"""Nobody is called about a medicine who is in hospital or in a nursing facility."""

import pytest

from carecoord.rules import Outcome
from carecoord.rules.adherence import RULES

title = "In hospital"

TABLES = {
    "fills": "product | on | days\nlisinopril | 2026-01-01 | 30",
    "prescriptions": "product | on\napixaban | 2026-01-01",
    "appointments": "on\n2026-06-01",
}
"""Supply ends on 30 January; the first fill is in time by 31 January."""


def called(ask, rule, as_of, stays):
    one = tuple(r for r in RULES if r.id in {f"adherence.{rule}", "adherence.gap"})
    found = ask(one, as_of, TABLES | {"encounters": stays}, every=True)
    return next(f for f in found if f.rule == f"adherence.{rule}" and f.outcome is Outcome.NOT_MET)


def stay(*lines):
    return "\n".join(("class | from | to | status", *lines))


@pytest.mark.parametrize(
    ("rule", "as_of"),
    [
        ("supply-before-visit", "2026-01-29"),
        ("late-refill", "2026-02-10"),
        ("never-filled", "2026-02-10"),
        ("gap", "2026-03-10"),
    ],
)
class TestCalls:
    """Each of the rules that call."""

    def test_while_a_stay_goes_on_there_is_no_work(self, ask, rule, as_of):
        finding = called(ask, rule, as_of, stay("IMP | 2026-01-20 | | in-progress"))

        assert finding.action is None
        assert finding.reason.endswith("; in hospital or a nursing facility since 2026-01-20")
        where = finding.evidence[-1]
        assert (where.clause, where.holds) == ("in hospital or a nursing facility", True)
        assert [ref.id for ref in where.facts] == ["e1"]

    def test_without_one_there_is(self, ask, rule, as_of):
        finding = called(ask, rule, as_of, stay("IMP | 2026-01-10 | 2026-01-19 | finished"))

        assert finding.action is not None


class TestStays:
    """Which stays keep from calling."""

    @pytest.mark.parametrize(
        ("as_of", "acts"),
        [
            ("2026-01-31", True),
            ("2026-02-03", True),
            ("2026-02-04", False),
            ("2026-02-08", False),
            ("2026-02-09", True),
        ],
    )
    def test_from_the_day_of_admission_to_the_day_before_discharge(self, ask, as_of, acts):
        stays = stay("IMP | 2026-02-04 | 2026-02-09 | finished")

        assert (called(ask, "late-refill", as_of, stays).action is not None) is acts

    @pytest.mark.parametrize(
        ("since", "acts"), [("2025-12-02", False), ("2025-12-01", True), ("2026-01", True)]
    )
    def test_one_that_goes_on_for_more_than_90_days_is_not_believed(self, ask, since, acts):
        """Ninety days after 2 December 2025 it is 2 March 2026."""
        finding = called(ask, "gap", "2026-03-02", stay(f"IMP | {since} | | in-progress"))

        assert (finding.action is not None) is acts

    @pytest.mark.parametrize(
        ("line", "acts"),
        [
            ("NONAC | 2026-01-20 | | in-progress", False),
            ("IMP | 2026-01-20 | | onleave", False),
            ("AMB | 2026-01-20 | | in-progress", True),
            ("IMP | 2026-01-20 | | planned", True),
            ("IMP | 2026-01-20 | | cancelled", True),
        ],
    )
    def test_of_an_inpatient_that_began(self, ask, line, acts):
        assert (called(ask, "late-refill", "2026-02-10", stay(line)).action is not None) is acts

    def test_the_last_that_began_is_named(self, ask):
        stays = stay("IMP | 2026-01-20 | | in-progress", "IMP | 2026-01-25 | | in-progress")

        assert called(ask, "late-refill", "2026-02-10", stays).evidence[-1].facts[0].id == "e2"

    def test_where_nobody_asked_for_stays_calls_are_made(self, ask):
        one = tuple(r for r in RULES if r.id == "adherence.late-refill")

        assert ask(one, "2026-02-10", TABLES).action is not None
