"""A patient with two visits booked on one day is told once, and comes once."""

from collections.abc import Iterator

from carecoord.model import Appointment
from carecoord.rules import Action, Citation, Evidence, Licence, Outcome, Status, Urgency
from carecoord.rules.criteria import Facts
from carecoord.rules.shapes import Check, Conclusion, Frame, Rule, as_date, not_applicable, refer

BOOKED = Facts(Appointment).where(Appointment.status, "booked")


def look(frame: Frame, rule: Rule) -> Iterator[Conclusion]:
    """One conclusion for each day to come with several visits; else one that there is none."""
    booked = frame.rows(BOOKED)
    if not booked.certain:
        yield Conclusion(
            occurrence="-",
            outcome=Outcome.INSUFFICIENT_DATA,
            reason="not known: what is booked",
            missing=booked.missing,
        )
        return
    by_day: dict[int, list] = {}
    for row in booked.sure:
        # The rule asks whether a day has passed: it never sees what day it is.
        if not frame.view.reached(row.start_low + 1):
            by_day.setdefault(row.start_low, []).append(row)
    together = {day: rows for day, rows in by_day.items() if len(rows) > 1}
    for day, rows in sorted(together.items()):
        seen = Evidence(clause="visits of the day", holds=True, facts=tuple(map(refer, rows)))
        yield Conclusion(
            occurrence=str(as_date(day)),
            outcome=Outcome.MET,
            reason=f"several visits on {as_date(day)}",
            evidence=(seen,),
            action=Action(
                title="Put the visits of one day together and tell the patient once",
                urgency=Urgency.ROUTINE,
                closes="the visits following one another",
                licences=rule.licences,
                due=as_date(day),
            ),
        )
    if not together:
        yield not_applicable("no day with several visits")


RULE = Rule(
    id="lakeside.visits-on-one-day",
    edition="2026",
    title="Several visits on one day",
    population="patients with booked visits",
    citation=Citation(
        text="Lakeside clinic, protocol of care coordination",
        locator="page 5, booking",
        status=Status.CONVENTION,
    ),
    licences=(Licence.COORDINATOR,),
    limits="visits that follow one another as they should are told too",
    shape=Check(look=look, uses=(BOOKED,)),
)
