"""What the conditions of an index are worth, each table under the name of its publication."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from carecoord.model.shown import shown
from carecoord.rules.engine.citation import Citation, Status


@attrs.frozen(kw_only=True, eq=False)
class Weights:
    """Points by the short name of a condition; one that is not named has 0. Some are negative."""

    __repr__ = shown

    name: str
    points: Mapping[str, int]
    citation: Citation


def _weights(name: str, points: Mapping[str, int], text: str, locator: str, doi: str) -> Weights:
    citation = Citation(text=text, locator=locator, status=Status.SECONDARY, doi=doi)
    return Weights(name=name, points=points, citation=citation)


CHARLSON_1987 = _weights(
    "charlson_1987",
    {
        "mi": 1, "chf": 1, "pvd": 1, "cevd": 1, "dementia": 1, "cpd": 1, "rheumd": 1, "pud": 1,
        "mld": 1, "diab": 1, "diabwc": 2, "hp": 2, "rend": 2, "canc": 2, "msld": 3, "metacanc": 6,
        "aids": 6,
    },
    "Charlson et al., J Chronic Dis 1987;40(5):373-383",
    "weighted index of comorbidity, from restatements",
    "10.1016/0021-9681(87)90171-8",
)  # fmt: skip
QUAN_2011 = _weights(
    "quan_2011",
    {
        "chf": 2, "dementia": 2, "cpd": 1, "rheumd": 1, "mld": 2, "diabwc": 1, "hp": 2, "rend": 1,
        "canc": 2, "msld": 4, "metacanc": 6, "aids": 4,
    },
    "Quan et al., Am J Epidemiol 2011;173(6):676-682",
    "updated weights, from restatements",
    "10.1093/aje/kwq433",
)  # fmt: skip
VAN_WALRAVEN_2009 = _weights(
    "van_walraven_2009",
    {
        "chf": 7, "carit": 5, "valv": -1, "pcd": 4, "pvd": 2, "para": 7, "ond": 6, "cpd": 3,
        "rf": 5, "ld": 11, "lymph": 9, "metacanc": 12, "solidtum": 4, "coag": 3, "obes": -4,
        "wloss": 6, "fed": 5, "blane": -2, "dane": -2, "drug": -7, "depre": -3,
    },
    "van Walraven et al., Med Care 2009;47(6):626-633",
    "point system, from restatements",
    "10.1097/MLR.0b013e31819432e5",
)  # fmt: skip
SWISS_2021 = _weights(
    "swiss_2021",
    {
        "chf": 13, "carit": 6, "valv": -1, "pcd": 6, "pvd": 3, "hypunc": -4, "hypc": -3,
        "para": 11, "ond": 10, "cpd": 3, "diabunc": 1, "diabc": -1, "hypothy": -3, "rf": 8,
        "ld": 16, "lymph": 9, "metacanc": 17, "solidtum": 10, "rheumd": -1, "coag": 9, "obes": -6,
        "wloss": 6, "fed": 5, "blane": -5, "dane": -7, "alcohol": -3, "drug": -5, "psycho": -4,
        "depre": -3,
    },
    "Sharma et al., BMC Health Serv Res 2021;21:13",
    "Swiss weights, from a restatement",
    "10.1186/s12913-020-05999-5",
)  # fmt: skip
