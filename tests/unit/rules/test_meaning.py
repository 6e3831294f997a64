"""No rule takes for evidence what was entered in error, refuted, forbidden or not done.

Every selection that a shipped rule makes is asked: a fact that its filters hold is turned round,
and the filters must no longer hold it, unless the rule asks for just that. Windows and relations
to other facts are left aside: they only narrow further.
"""

from datetime import date

import attrs
import pytest

from carecoord.model import Code, ValueSet
from carecoord.rules.catalogue import Catalogue, shipped
from carecoord.rules.criteria.fields import Where
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Facts, Selection
from carecoord.rules.engine.parts import fields_of
from carecoord.rules.engine.review import view_of
from carecoord.testing.witness import Scene, witness

DAY = date(2026, 6, 1)
IN_ERROR = "entered-in-error"
_STATUS = {"status": (IN_ERROR,)}
_EVENT = {"status": (IN_ERROR, "not-done")}
_FORBIDDEN = {"do_not_perform": (True,)}
TURNED = {
    "Answers": _STATUS,
    "Appeal": {"entered_in_error": (True,)},
    "Appointment": {"status": (IN_ERROR, "cancelled", "noshow")},
    "Authorization": {"status": (IN_ERROR, "cancelled")},
    "CarePlan": {"status": (IN_ERROR, "revoked")},
    "Communication": _EVENT,
    "CommunicationRequest": {"status": (IN_ERROR, "revoked"), **_FORBIDDEN},
    "Condition": {"verification_status": (IN_ERROR, "refuted")},
    "Consent": {"status": (IN_ERROR, "rejected", "inactive")},
    "Coverage": {"status": (IN_ERROR, "cancelled")},
    "CoverageEligibilityResponse": {"status": (IN_ERROR, "cancelled")},
    "DocumentReference": _STATUS,
    "Encounter": {"status": (IN_ERROR, "cancelled", "planned")},
    "Fill": {"status": (IN_ERROR, "cancelled", "declined")},
    "Goal": {"lifecycle_status": (IN_ERROR, "cancelled", "rejected")},
    "Observation": {"status": (IN_ERROR, "cancelled")},
    "Order": {"status": (IN_ERROR, "revoked"), **_FORBIDDEN},
    "Prescription": {"status": (IN_ERROR, "cancelled"), **_FORBIDDEN},
    "Procedure": _EVENT,
    "Program": {"status": (IN_ERROR, "cancelled")},
    "Task": {"status": (IN_ERROR, "cancelled", "rejected")},
}
"""Type to the fields that turn its meaning around, and to the values that do."""
KNOWN = {
    # The text of the measure asks for no verification, no status: decision 0050.
    ("measures.cms2", "Condition", "refuted"),
    ("measures.cms69", "Condition", "refuted"),
    ("measures.cms137", "Condition", "refuted"),
    ("measures.cms22", "Order", "revoked"),
    ("measures.cms69", "Order", "revoked"),
    ("measures.cms69", "Prescription", "cancelled"),
    ("measures.cms1157", "Encounter", "cancelled"),
    ("measures.cms1157", "Encounter", "planned"),
    ("measures.cms165", "Encounter", "cancelled"),
    ("measures.cms165", "Encounter", "planned"),
    # Its text names the states of palliative and hospice care that do not count.
    ("measures.cms159", "Encounter", "planned"),
    # Missed and cancelled appointments are what it counts.
    ("adherence.appointments", "Appointment", "cancelled"),
    ("adherence.appointments", "Appointment", "noshow"),
    # That the prescription written last was cancelled is how a treatment is known to be stopped.
    ("adherence.gap", "Prescription", "cancelled"),
    ("adherence.late-refill", "Prescription", "cancelled"),
    ("adherence.supply-before-visit", "Prescription", "cancelled"),
    ("adherence.two-drugs-of-a-class", "Prescription", "cancelled"),
    ("readmission.open-tasks", "Prescription", "cancelled"),
    # That a plan was cancelled is how it is known not to be in force, or to have been followed.
    ("coverage.benefits-short", "Coverage", "cancelled"),
    ("coverage.not-in-force", "Coverage", "cancelled"),
    ("coverage.order-unknown", "Coverage", "cancelled"),
    ("coverage.payer-changed", "Coverage", "cancelled"),
    ("coverage.verification-stale", "Coverage", "cancelled"),
    # A task that was rejected or given up, and a visit that fell through, tell how far it came.
    *(
        (rule, kind, value)
        for rule in ("referrals.hand-off-open", "referrals.rejected", "referrals.stage-overdue")
        for kind, value in (
            ("Appointment", "cancelled"),
            ("Appointment", "noshow"),
            ("Task", "cancelled"),
            ("Task", "rejected"),
        )
    ),
    # A question that was taken back, or forbidden, is how it is known to be closed.
    ("permissions.information-asked-for", "CommunicationRequest", "revoked"),
    ("permissions.information-asked-for", "CommunicationRequest", True),
}
"""Rule, type and value: what a rule takes all the same, and why."""
FORMS = "Communication Forms of Medicare"
"""Taken off the completed messages only: which of the others are forms does not matter."""


def roots(node):
    """The selections of a rule as it uses them: not those that others only narrow."""
    seen, waiting = set(), [(node, False)]
    while waiting:
        part, narrowed = waiting.pop()
        if isinstance(part, (tuple, frozenset)):
            waiting += [(one, narrowed) for one in part]
            continue
        if isinstance(part, Selection) and not narrowed and (id(part), "root") not in seen:
            seen.add((id(part), "root"))
            yield part
        if id(part) not in seen:
            seen.add(id(part))
            waiting += [
                (
                    getattr(part, name),
                    isinstance(part, Selection) and name in {"source", "parts", "base"},
                )
                for name in fields_of(type(part))
            ]


def chains(selection, filters=()):
    """Each kind of facts that a selection starts from, with the filters of fields upon it."""
    if isinstance(selection, Facts):
        yield selection, filters
        return
    mine = (selection,) if isinstance(selection, Where) else ()
    narrowed = selection.narrows()
    parts = (narrowed,) if narrowed is not None else getattr(selection, "parts", ())
    for part in parts:
        yield from chains(part, (*mine, *filters))


def rebuilt(facts, filters):
    """The same facts under the filters alone."""
    found = facts
    for one in filters:
        found = Where(found, one.field, one.values, one.codes, one.sets, one.keep)
    return found


def asked_for(filters, field, value):
    """Whether a filter names the value among those that it keeps."""
    return any(one.keep and one.field == field and value in one.values for one in filters)


def holds(selection, fact, others, catalogue):
    frame = Frame(view_of(Scene(facts=(fact, *others)).chart, catalogue, DAY))
    return any(row.fact.id == fact.id for row in frame.rows(selection).sure)


def taken(rule, catalogue):
    """What a rule takes for evidence although it is turned round: type and value."""
    found = set()
    for facts, filters in {
        (id(facts), *map(id, filters)): (facts, filters)
        for root in roots(rule.shape)
        for facts, filters in chains(root)
    }.values():
        if str(facts) == FORMS:
            continue
        selection = rebuilt(facts, filters)
        fact, *others = witness(selection, DAY, catalogue=catalogue)
        for field, values in TURNED[facts.fact_type.__name__].items():
            for value in values:
                turned = attrs.evolve(fact, **{field: value})
                if not asked_for(filters, field, value) and holds(
                    selection, turned, others, catalogue
                ):
                    found.add((rule.id, facts.fact_type.__name__, value))
    return found


def tiny_sets(rule):
    """One invented code for each set that is the user's to bring."""
    return [
        ValueSet(url=one.url, name=one.name, codes=[Code("urn:invented", one.url[-20:])])
        for one in rule.shape.sets
        if not isinstance(one, ValueSet)
    ]


RULES = {f"{rule.id}-{rule.edition}": rule for rule in shipped()}


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_nothing_turned_round_is_evidence(rule):
    catalogue = Catalogue.of(rule, value_sets=tiny_sets(rule))

    assert {one for one in KNOWN if one[0] == rule.id} == taken(rule, catalogue)


def test_most_rules_are_looked_at():
    """A check and a score ask in code: the properties of drawn charts look at those."""
    seen = [rule.id for rule in RULES.values() if any(True for _ in roots(rule.shape))]

    assert len(seen) > len(RULES) * 0.8
