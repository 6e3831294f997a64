"""Which populations of a measure a patient belongs to, looking back over a period."""

from __future__ import annotations

from datetime import UTC, date

from carecoord.errors import AuthoringError, NotInForce
from carecoord.model.chart import Chart
from carecoord.model.period import Period
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.engine.group import Membership
from carecoord.rules.engine.measure import Measure
from carecoord.rules.engine.rule import Rule
from carecoord.rules.engine.view import View


def populations(
    rule: Rule, chart: Chart, period: Period, catalogue: Catalogue
) -> tuple[Membership, ...]:
    """The memberships of one patient in a measure, for a half-open period of days, in UTC.

    Everything in the chart is known, whenever it happened. The catalogue lends its value sets.

    Raises:
        AuthoringError: the rule is no measure, or the period's edges are not days.
        NotInForce: the period is no whole year that the edition specifies.
    """
    shape = rule.shape
    if not isinstance(shape, Measure):
        raise AuthoringError(
            asked=f"populations of {rule.id!r}",
            found="it is not a measure",
            remedy="List the measures: `carecoord rules`",
        )
    first, last = _days(period)
    if not _specifies(shape, first, last):
        years = ", ".join(str(year) for year in shape.years)
        year = shape.years[0]
        raise NotInForce(
            asked=f"{rule.id} from {first} to {last}, both inside",
            found=f"edition {rule.edition} specifies the whole year: {years}",
            remedy=f"Ask for the year, half-open: {year}-01-01/{year + 1}-01-01",
        )
    return shape.memberships(_frame(chart, first, last, catalogue))


def all_populations(
    chart: Chart, period: Period, catalogue: Catalogue
) -> dict[str, tuple[Membership, ...]]:
    """The memberships of one patient in every measure that specifies the period, by rule id.

    As ``populations`` of one after the other; what several measures look for is found once.

    Raises:
        AuthoringError: the period's edges are not days.
    """
    first, last = _days(period)
    frame = _frame(chart, first, last, catalogue)
    shapes = ((rule.id, rule.shape) for rule in catalogue.rules)
    return {
        rule_id: shape.memberships(frame)
        for rule_id, shape in shapes
        if isinstance(shape, Measure) and _specifies(shape, first, last)
    }


def _days(period: Period) -> tuple[date, date]:
    """The first and last day of a period, both inside."""
    first, last = period.first_day(UTC), period.last_day(UTC)
    if first is None or last is None:
        raise AuthoringError(
            asked="populations over a period",
            found="an open period",
            remedy="Give both edges as days, such as 2026-01-01/2027-01-01",
        )
    return first, last


def _specifies(measure: Measure, first: date, last: date) -> bool:
    """Whether an edition specifies the year from its first to its last day."""
    whole_year = (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
    return whole_year and first.year in measure.years


def _frame(chart: Chart, first: date, last: date, catalogue: Catalogue) -> Frame:
    view = View(
        chart,
        catalogue.lookup,
        as_of=None,
        zone=UTC,
        calendar=catalogue.calendar,
        parameters=catalogue.parameters,
    )
    return Frame(view, (first.toordinal(), last.toordinal()))
