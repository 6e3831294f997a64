"""Which permission tells of which visit, said the long way: each visit against each permission."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from carecoord import review
from carecoord.model import Appointment, Authorization, Chart, Code, Patient, Period
from carecoord.model.authorization_item import AuthorizationItem
from carecoord.model.code import concept
from carecoord.rules import permissions
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.engine.finding import Outcome

RULES = [rule for rule in permissions.RULES if rule.id == "permissions.running-out"]
CATALOGUE = Catalogue.of(RULES)
FIRST = date(2026, 4, 1)
AS_OF = date(2026, 4, 21)
"""Every permission has begun, and none ended more than 30 days ago."""
SERVICES = st.sampled_from([concept(Code("urn:invented:service", one)) for one in ("a", "b")])
ORDERS = st.sampled_from([(), (), ("o1",), ("o2",)])
BEYOND = {"visits after its last day", "visits beyond its units"}


@st.composite
def visits(draw, number):
    return Appointment(
        id=f"v{number}",
        status="booked",
        start=FIRST + timedelta(days=draw(st.integers(0, 20))),
        service_type=[draw(SERVICES)],
        based_on=draw(ORDERS),
    )


@st.composite
def granted(draw, number):
    start, length = FIRST + timedelta(days=draw(st.integers(-5, 15))), draw(st.integers(0, 15))
    last = draw(st.sampled_from([start + timedelta(days=length), None]))
    item = AuthorizationItem(
        code=draw(SERVICES),
        review_action="A1",
        units=draw(st.integers(0, 3).map(Decimal)),
        unit="visits",
    )
    return Authorization(
        id=f"p{number}",
        status="active",
        outcome="complete",
        period=Period.through(start, last),
        orders=draw(ORDERS),
        items=[item],
    )


def several(of, most):
    return st.integers(0, most).flatmap(lambda n: st.tuples(*(of(number) for number in range(n))))


def first_day(one):
    return one.period.start


def last_day(one):
    return one.period.ended or date.max


def order(one):
    return last_day(one), first_day(one), one.id


def is_for(one, visit):
    if visit.based_on:
        return bool(set(visit.based_on) & set(one.orders))
    return visit.service_type[0] == one.items[0].code


def told(booked, permitted):
    """By permission the visits that nothing covers and of which it is the last to tell."""
    left = sorted(booked, key=lambda visit: (visit.start, visit.id))
    for one in sorted(permitted, key=order):
        units = int(one.items[0].units)
        for visit in list(left):
            inside = first_day(one) <= visit.start <= last_day(one)
            if units and inside and is_for(one, visit):
                left.remove(visit)
                units -= 1
    tells = {one.id: set() for one in permitted}
    for visit in left:
        own = [one for one in permitted if is_for(one, visit) and first_day(one) <= visit.start]
        if own:
            tells[max(own, key=order).id].add(visit.id)
    return tells


def found(booked, permitted):
    chart = Chart(key="p", patient=Patient(), appointments=booked, authorizations=permitted)
    tells = {one.id: set() for one in permitted}
    for finding in review(chart, CATALOGUE, AS_OF).findings:
        lines = [line for line in finding.evidence if line.clause in BEYOND]
        if finding.outcome is Outcome.MET:
            (permission,) = finding.evidence[0].facts
            tells[permission.id] |= {ref.id for line in lines for ref in line.facts}
    return tells


@given(several(visits, 7), several(granted, 5))
def test_each_uncovered_visit_is_told_once_and_by_the_last_permission(booked, permitted):
    assert found(booked, permitted) == told(booked, permitted)
