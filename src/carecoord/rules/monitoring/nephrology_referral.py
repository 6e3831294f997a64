"""With a filtration rate below 30 the patient is referred to a nephrologist.

Population: patients with a filtration rate below 30, without dialysis or a transplant.
Source: American Diabetes Association, Standards of Care in Diabetes 2026, section 11: referral to a
nephrologist when the filtration rate is below 30 or changes fast.
Departures: the source gives no days: 30, a parameter; a referral of the year before counts; the
rule holds with and without diabetes; fast change is not computed (decision 0026).
"""

from __future__ import annotations

from datetime import date

from carecoord.model.code import ICD10CM, NUCC, Code, snomed
from carecoord.model.order import Order
from carecoord.model.value_set import ValueSet
from carecoord.rules.concepts.done import ever
from carecoord.rules.criteria import Exists, Facts, Itself, Not
from carecoord.rules.criteria.sets import coded
from carecoord.rules.engine.citation import Citation, Status
from carecoord.rules.engine.followup import FollowUp, Step
from carecoord.rules.engine.licence import Licence
from carecoord.rules.engine.offset import days, months
from carecoord.rules.engine.parameters import Parameter
from carecoord.rules.engine.rule import Rule
from carecoord.rules.monitoring.kidney_disease_labs import PER_AREA, RATES

NEPHROLOGIST = coded("Nephrologist", Code(NUCC, "207RN0300X"), Code(NUCC, "2080P0210X"))
"""NUCC Health Care Provider Taxonomy: adults, children."""
REPLACED = ValueSet(
    url="urn:carecoord:kidney-replacement",
    name="Dialysis or kidney transplant",
    codes=(snomed("46177005"),),
    prefixes=tuple(Code(ICD10CM, prefix) for prefix in ("N18.6", "Z99.2", "Z94.0")),
)
ORDERS = Facts(Order).where(Order.status, "active", "completed").where(Order.do_not_perform, False)
REFERRALS = ORDERS.where(Order.performer_type, NEPHROLOGIST) | ORDERS.linked(
    Order.reason_facts, Itself()
)
WITHIN = Parameter(
    name="monitoring.nephrology-referral.within",
    default=days(30),
    says="by when after a filtration rate below 30 the referral is written",
)

RULE = Rule(
    id="monitoring.nephrology-referral",
    edition="2026",
    title="Referral to a nephrologist",
    population="filtration rate below 30 mL/min/1.73 m2, without dialysis or a transplant",
    citation=Citation(
        text="American Diabetes Association, Standards of Care in Diabetes 2026",
        locator="Diabetes Care 49 Suppl 1, section 11, referral; the days are ours",
        status=Status.QUOTED,
    ),
    licences=(Licence.PRESCRIBER, Licence.COORDINATOR),
    limits="one low rate is no diagnosis; a referral without the taxonomy of a nephrologist that "
    "does not name the result is not seen, nor is a nephrologist who already knows the patient",
    departures="days, referrals of the year before, diabetes: decision 0026",
    in_force_from=date(2026, 1, 1),
    parameters=(WITHIN,),
    shape=FollowUp(
        trigger=RATES.amounting(below=30, unit=PER_AREA),
        trigger_name="filtration rate below 30",
        only_if=Not(Exists(ever(REPLACED)).named("dialysis or transplant"), name="own kidneys"),
        one_in=months(12),
        steps=(
            Step(
                name="referral",
                title="Referral to a nephrologist",
                earliest=days(-365),
                due=WITHIN,
                closed_by=REFERRALS,
                closes="an order to a nephrologist, or one that names the result as its reason",
                licences=(Licence.PRESCRIBER,),
            ),
        ),
        lapses_after=months(12),
    ),
)
