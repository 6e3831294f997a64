"""HOSPITAL in both editions on the cases of others, each drawn as a chart and reviewed.

The columns of the simplified score are left out: carecoord does not have it (decision 0023).
"""

from __future__ import annotations

import csv
from datetime import date, timedelta

from carecoord import review
from carecoord.rules.catalogue import Catalogue
from carecoord.rules.readmission import RULES
from carecoord.testing.tables import chart

DISCHARGED = date(2026, 5, 22)
ONCOLOGY, MEDICINE = "394593009", "419192003"


def drawn(case):
    """The chart that a case describes: earlier stays are of one night, ten days apart."""
    admitted = DISCHARGED - timedelta(days=int(case["los_days"]))
    service = ONCOLOGY if case["oncology_service"] == "1" else MEDICINE
    urgency = "UR" if case["nonelective"] == "1" else "EL"
    earlier = [
        admitted - timedelta(days=10 * (n + 1)) for n in range(int(case["admissions_prev_12m"]))
    ]
    stays = [f"IMP | {day} | {day + timedelta(days=1)} | EL | {MEDICINE}" for day in earlier]
    index = f"IMP | {admitted} | {DISCHARGED} | {urgency} | {service}"
    done = f"73761001 | {DISCHARGED}" if case["any_procedure"] == "1" else ""
    return chart(
        {
            "encounters": "\n".join(["class|from|to|priority|service", index, *stays]),
            "observations": "\n".join(
                [
                    "code | on | value | unit",
                    f"718-7 | {DISCHARGED} | {case['hemoglobin_g_dl']} | g/dL",
                    f"2951-2 | {DISCHARGED} | {case['sodium_mmol_l']} | mmol/L",
                ]
            ),
            "procedures": f"code | on\n{done}",
        },
        born="1950-06-01",
    )


def test_the_cases_score_as_they_were_worked_out(data):
    text = (data / "readmission/results/hospital.csv").read_text("utf-8")
    catalogue = Catalogue.of(rule for rule in RULES if rule.id.startswith("readmission.hospital"))
    cases = list(csv.DictReader(text.splitlines()))

    for case in cases:
        found = {f.edition: f for f in review(drawn(case), catalogue, DISCHARGED).findings}
        for edition in ("2013", "2016"):
            finding, score = found[edition], int(case[f"hospital_{edition}"])
            band = case[f"category_{edition}"]
            told = (finding.score, dict(finding.details)["band"], finding.outcome.value)
            assert (score, band, "met" if band == "high" else "not met") == told, case["id"]
        risk = "risk of a potentially avoidable readmission within 30 days"
        assert f"{case['risk_pct_2016']} %" == dict(found["2016"].details)[risk], case["id"]
        assert risk not in dict(found["2013"].details), case["id"]
    assert cases
