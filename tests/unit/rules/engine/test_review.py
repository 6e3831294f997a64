"""A review: what it refuses, and what every finding carries."""

from datetime import date, datetime
from decimal import Decimal

import attrs
import pytest

from carecoord import review
from carecoord.errors import AuthoringError, NotInForce, RecordRejected
from carecoord.model import Chart, Condition, Label, Observation, Patient, PatientLink, Quantity
from carecoord.model.chart import LISTS
from carecoord.model.code import concept, icd10cm, loinc
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.monitoring.hba1c import RULE_2026 as HBA1C
from carecoord.rules.shapes import Check

TODAY = date(2026, 6, 1)


def chart(*facts, **patient):
    lists = {name: [] for name in LISTS}
    for fact in facts:
        lists[fact.listed_under].append(fact)
    return Chart(key="p1", patient=Patient(**patient), **lists)


def diabetes(*labels):
    return Condition(
        id="c1",
        code=concept(icd10cm("E11.9")),
        clinical_status="active",
        onset=date(2020, 1, 1),
        labels=labels,
    )


def result(*labels, name="o1"):
    return Observation(
        id=name,
        status="final",
        code=concept(loinc("4548-4")),
        effective=date(2026, 1, 1),
        value=Quantity(Decimal("6.5"), "%"),
        labels=labels,
    )


def raising(error):
    def look(*_):
        raise error

    return attrs.evolve(HBA1C, id="invented.rule", shape=Check(look=look))


def test_an_instant_without_an_offset_is_refused():
    with pytest.raises(RecordRejected, match="no offset from UTC"):
        review(chart(), Catalogue.of(HBA1C), datetime(2026, 6, 1, 9))  # noqa: DTZ001  the fault


def test_a_rule_that_raises_is_named_and_the_patient_is_not():
    with pytest.raises(AuthoringError, match=r"'invented\.rule', edition '2026'") as raised:
        review(chart(), Catalogue.of(raising(KeyError("Miller"))), TODAY)

    assert "KeyError" in str(raised.value)
    assert "Miller" not in str(raised.value)


def test_an_error_that_says_what_to_do_is_passed_on():
    error = NotInForce(asked="a", found="b", remedy="c")

    with pytest.raises(NotInForce) as raised:
        review(chart(), Catalogue.of(raising(error)), TODAY)

    assert raised.value is error


def test_a_finding_carries_the_labels_of_what_it_names():
    labelled = chart(diabetes(Label.HIV), result(Label.GENETIC), result(Label.VIOLENCE))
    (finding,) = review(labelled, Catalogue.of(HBA1C), TODAY).findings

    assert finding.labels == {Label.HIV, Label.GENETIC, Label.VIOLENCE}


def test_what_it_does_not_name_lends_it_no_label():
    other = Observation(id="o2", effective=date(2026, 1, 1), labels=[Label.HIV])
    (finding,) = review(chart(diabetes(), other), Catalogue.of(HBA1C), TODAY).findings

    assert finding.labels == frozenset()


@pytest.mark.parametrize(
    ("active", "kind", "holds"),
    [
        (False, "replaced-by", ("chart merged",)),
        (None, "replaced-by", ("chart merged",)),
        (True, "replaced-by", ()),
        (False, "seealso", ()),
        (False, "refer", ()),
    ],
)
def test_a_chart_that_was_replaced_is_held(active, kind, holds):
    merged = chart(diabetes(), active=active, links=[PatientLink(type=kind, other="p2")])
    reviewed = review(merged, Catalogue.of(HBA1C), TODAY)

    assert reviewed.holds == holds
    assert [finding.action is None for finding in reviewed.findings] == [bool(holds)]
