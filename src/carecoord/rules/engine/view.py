"""What a rule sees of a chart at a moment, and until when that stays true.

A rule never learns the moment. It asks, and every answer that could change with no new fact leaves
a mark at the first moment at which it could: ``valid_until`` of the review is the earliest mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, tzinfo

from carecoord.model.calendar_rules import IsBusinessDay, birthday
from carecoord.model.chart import Chart
from carecoord.model.fact import Fact
from carecoord.model.instants import is_before
from carecoord.model.moment import ClinicalTime, PartialDate
from carecoord.model.patient import Patient
from carecoord.rules.engine.lookup import Lookup
from carecoord.rules.engine.parameters import Parameters
from carecoord.rules.engine.timing import NEVER, Row, as_date, day_bounds, day_number, usual

Groups = dict[tuple[str, str], list[Row]]
"""Rows by the system and symbol of a code."""


def _first_day(time: ClinicalTime, zone: tzinfo) -> int:
    if isinstance(time, datetime):
        return time.toordinal() if time.tzinfo is zone else day_number(time, zone)
    return (time.first_day if isinstance(time, PartialDate) else time).toordinal()


class View:
    """A chart as it was known at ``as_of``; a date means that the whole of that day is known.

    ``as_of`` None knows everything, whenever it happened: for measures that look back.
    """

    def __init__(  # noqa: PLR0913  the engine alone builds views
        self,
        chart: Chart,
        lookup: Lookup,
        *,
        as_of: date | datetime | None,
        zone: tzinfo,
        calendar: IsBusinessDay | None,
        parameters: Parameters,
    ) -> None:
        self.chart = chart
        self.lookup = lookup
        self.zone = zone
        self.calendar = calendar
        self.parameters = parameters
        self._now = as_of if isinstance(as_of, datetime) else None
        self._today = NEVER if as_of is None else day_bounds(as_of, zone)[0]
        self._year: int | None = None
        self._until_day = NEVER
        self._until: datetime | None = None
        self._buckets: dict[str, dict[int, list[Fact]]] = {}
        self._rows: dict[tuple[str, int | None], list[Row]] = {}
        # By the fact's own id in memory: the chart holds it, and its fields need no comparing.
        self._shown: dict[int, Row | None] = {}
        self.refined: dict[Row, Row] = {}
        """Rows by the instants at which they start and end, for those who have asked."""
        self.groups: dict[tuple[str, str], Groups] = {}
        """The visible facts of a list by each code in a field, for the filters to keep here."""

    # -- time ---------------------------------------------------------------------------------

    def reached(self, day: int) -> bool:
        """Whether a day has come."""
        if day <= self._today:
            return True
        self._until_day = min(self._until_day, day)
        return False

    def not_over(self, rows: list[Row], days: int, wanted: Callable[[Row], bool]) -> list[Row]:
        """The wanted rows that started no more than so many days ago, the last of them inside.

        That of these one is over some day is all that is asked of time: whether a row is wanted
        must not depend on the moment.
        """
        over = self._today - days - 1
        live = [row for row in rows if row.start_high > over and wanted(row)]
        for row in live:
            self.reached(row.start_high + days + 1)
        return live

    def passed(self, time: ClinicalTime) -> bool:
        """Whether a moment has come: an instant to the second when the view is of an instant."""
        if self._now is None or not isinstance(time, datetime):
            day = _first_day(time, self.zone)
            return day <= self._today or self.reached(day)
        if not is_before(self._now, time):
            return True
        if self._until is None or is_before(time, self._until):
            self._until = time
        return False

    def valid_until(self) -> date | datetime | None:
        """The first moment at which an answer given so far could be another one."""
        if self._now is None:
            return as_date(self._until_day)
        day = as_date(self._until_day)
        if day is None:
            return self._until
        midnight = datetime.combine(day, time.min, self.zone)
        if self._until is None or is_before(midnight, self._until):
            return midnight
        return self._until

    def year(self) -> int:
        """The calendar year of the view."""
        if self._year is None:
            today = as_date(self._today) or date.max
            self._year = today.year
            if today.year < date.max.year:
                self.reached(date(today.year + 1, 1, 1).toordinal())
        return self._year

    # -- the patient --------------------------------------------------------------------------

    @property
    def patient(self) -> Patient:
        """Who the chart is about."""
        return self.chart.patient

    def age_reached(self, years: int) -> bool | None:
        """Whether so many years are completed; None when the birth date leaves it open."""
        born = self.patient.birth_date
        if born is None:
            return None
        if isinstance(born, PartialDate):
            first, last = born.first_day, born.last_day
            if self.reached(birthday(last, years).toordinal()):
                return True
            return None if self.reached(birthday(first, years).toordinal()) else False
        return self.reached(birthday(born, years).toordinal())

    def death(self) -> bool:
        """Whether the patient is known to have died."""
        deceased = self.patient.deceased
        if deceased is None or isinstance(deceased, bool):
            return bool(deceased)
        return self.passed(deceased)

    # -- facts --------------------------------------------------------------------------------

    def asked_for(self, listed_under: str) -> bool:
        """Whether anybody ever asked for this list."""
        return getattr(self.chart, listed_under) is not None

    def rows(self, listed_under: str, place: int | None) -> list[Row]:
        """The visible facts of a list, of one value set (by its place in the lookup) or all."""
        key = (listed_under, place)
        rows = self._rows.get(key)
        if rows is None:
            rows = self._rows[key] = []
            shown = self._shown
            for fact in self._chosen(listed_under, place):
                seen_by = id(fact)
                row = shown[seen_by] if seen_by in shown else self._seen(fact)
                if row is not None:
                    rows.append(row)
        return rows

    def bucketed(self, listed_under: str) -> dict[int, list[Fact]]:
        """The facts of a list, visible or not, by the places of the value sets that hold them."""
        buckets = self._buckets.get(listed_under)
        if buckets is None:
            facts: tuple[Fact, ...] | None = getattr(self.chart, listed_under)
            buckets = self._buckets[listed_under] = self.lookup.bucket(facts) if facts else {}
        return buckets

    def _chosen(self, listed_under: str, place: int | None) -> Iterable[Fact]:
        if place is None:
            facts: tuple[Fact, ...] = getattr(self.chart, listed_under) or ()
            return facts
        return self.bucketed(listed_under).get(place, ())

    def _seen(self, fact: Fact) -> Row | None:
        """The fact as it was known, or None before it was; worked out once for each fact."""
        row: Row | None = None
        if self._today == NEVER:
            row = self._shown[id(fact)] = usual(fact, self.zone)
            return row
        known = fact.known_on
        if isinstance(known, datetime) and known.tzinfo is self.zone and self._now is None:
            # As ``passed``, without asking further: most facts of most charts are instants.
            visible = known.toordinal() <= self._today or self.passed(known)
        else:
            visible = known is None or self.passed(known)
        if visible:
            later = fact.learned_later
            as_it_is = later is None or fact.never_was or self.passed(later)
            now = fact if as_it_is else fact.before_later()
            row = usual(now, self.zone)
        self._shown[id(fact)] = row
        return row
