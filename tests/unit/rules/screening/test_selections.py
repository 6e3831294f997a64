"""What the screenings share: reports and when they are known, records that have to be there."""

from datetime import UTC, date, datetime

from carecoord.model import Observation
from carecoord.rules.criteria import Exists, Facts
from carecoord.rules.engine.timing import Row
from carecoord.rules.screening.glucose import InMoles
from carecoord.rules.screening.selections import Recorded, when_known

TESTS = Facts(Observation)


def test_a_report_is_known_when_it_was_issued():
    made, issued = date(2026, 5, 1).toordinal(), date(2026, 5, 9).toordinal()
    report = Observation(
        id="o1", effective=date(2026, 5, 1), issued_at=datetime(2026, 5, 9, 8, tzinfo=UTC)
    )

    row = when_known(Row(report, made, made, made, made), UTC)
    assert (row.start_low, row.end_high) == (issued, issued)


def test_a_report_without_any_day_keeps_what_is_known_of_it():
    row = Row(Observation(id="o1"), 1, 9, 1, 9)

    assert when_known(row, UTC) is row


def test_a_record_is_called_what_is_asked_of_it():
    tested = Exists(TESTS).named("tested")

    assert str(Recorded(of=TESTS, then=tested, record="a test")) == "tested"


def test_a_unit_is_told():
    told = [str(InMoles(source=TESTS, molar=molar)) for molar in (True, False)]

    assert told == ["any Observation in moles", "any Observation not in moles"]
