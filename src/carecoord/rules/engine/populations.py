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
    first, last = period.first_day(UTC), period.last_day(UTC)
    if first is None or last is None:
        raise AuthoringError(
            asked="populations over a period",
            found="an open period",
            remedy="Give both edges as days, such as 2026-01-01/2027-01-01",
        )
    whole_years = [(date(year, 1, 1), date(year, 12, 31)) for year in shape.years]
    if (first, last) not in whole_years:
        years = ", ".join(str(year) for year in shape.years)
        year = shape.years[0]
        raise NotInForce(
            asked=f"{rule.id} from {first} to {last}, both inside",
            found=f"edition {rule.edition} specifies the whole year: {years}",
            remedy=f"Ask for the year, half-open: {year}-01-01/{year + 1}-01-01",
        )
    view = View(
        chart,
        catalogue.lookup,
        as_of=None,
        zone=UTC,
        calendar=catalogue.calendar,
        parameters=catalogue.parameters,
    )
    return shape.memberships(Frame(view, (first.toordinal(), last.toordinal())))
