"""The disease groups that LACE weighs, and the codes by which they are recognised.

Weights: LACE's own, not those of Charlson 1987 (van Walraven et al., CMAJ 2010;182(6):551-557,
comorbidity item of the scoring table). ICD-10 prefixes: Quan et al., Med Care 2005;43(11):
1130-1139, table of ICD-10 coding algorithms, doi 10.1097/01.mlr.0000182534.19832.83. That table
does not grade kidney disease: here stages 1 and 2 are mild, all else is moderate or severe, and
SNOMED CT identifiers stand beside the prefixes. That a milder group does not count beside its
heavier one is Charlson's rule and a convention of ours here (decision 0011).
"""

from __future__ import annotations

from functools import cache

import attrs

from carecoord.model.code import ICD10CM, SNOMED, Code, CodeableConcept, snomed
from carecoord.model.shown import shown
from carecoord.model.value_set import ValueSet
from carecoord.rules.readmission.comorbidity.icd10 import SYSTEMS, WHO
from carecoord.rules.readmission.comorbidity.prefixes import mask_in, table_of
from carecoord.rules.readmission.comorbidity.quan_2005 import CHARLSON, spread

ICD10 = WHO


@attrs.frozen(kw_only=True)
class Group:
    """A disease group; it does not count beside the group that ``heavier`` names.

    ``lists`` are ICD-10 codes as `quan_2005` writes them, ``concepts`` SNOMED CT identifiers.
    """

    __repr__ = shown

    name: str
    weight: int
    lists: str
    concepts: str
    heavier: str | None = None

    @property
    def codes(self) -> ValueSet:
        """The codes as a value set."""
        return ValueSet(
            url=f"urn:carecoord:lace:{self.name.replace(' ', '-')}",
            name=self.name,
            codes=map(snomed, self.concepts.split()),
            prefixes=(Code(s, p) for p in spread(self.lists) for s in (ICD10CM, ICD10)),
        )


def _group(name: str, weight: int, lists: str, concepts: str, heavier: str | None = None) -> Group:
    return Group(name=name, weight=weight, lists=lists, concepts=concepts, heavier=heavier)


def _quan(name: str) -> str:
    return CHARLSON[name][1]


_KIDNEY = """I12.0 I13.1 N03.2-N03.7 N05.2-N05.7 N18.0 N18.3-N18.6 N18.8 N18.9 N19 N25.0
    Z49.0-Z49.2 Z94.0 Z99.2"""
"""Renal disease as Quan has it, without the stages 1 and 2."""

GROUPS = (
    _group(
        "previous myocardial infarction",
        1,
        _quan("mi"),
        "22298006 1755008 399211009 401303003 401314000",
    ),
    _group(
        "cerebrovascular disease",
        1,
        _quan("cevd"),
        "230690007 422504002",
    ),
    _group(
        "peripheral vascular disease",
        1,
        _quan("pvd"),
        "400047006",
    ),
    _group(
        "diabetes without complications",
        1,
        _quan("diab"),
        "44054006 46635009 73211009 237599002 313436004",
        heavier="diabetes with end-organ damage",
    ),
    _group(
        "heart failure",
        2,
        _quan("chf"),
        "42343007 84114007 88805009",
    ),
    _group(
        "diabetes with end-organ damage",
        2,
        _quan("diabwc"),
        """4855003 90781000119102 97331000119101 127013003 157141000119108 190389009
        368581000119106 422034002 1501000119109 1551000119108""",
    ),
    _group(
        "chronic pulmonary disease",
        2,
        _quan("cpd"),
        "13645005 87433001 87837008 185086009 195967001 195977004 233678006",
    ),
    _group(
        "mild liver or renal disease",
        2,
        f"{_quan('mld')} N18.1 N18.2",
        "19943007 161671001 431855005 431856006",
        heavier="moderate or severe liver or renal disease",
    ),
    _group(
        "any tumour",
        2,
        _quan("canc"),
        "93761005 93870000 109838007 254637007 254837009 363346000 363406005",
        heavier="metastatic solid tumour",
    ),
    _group(
        "dementia",
        3,
        _quan("dementia"),
        "26929004 52448006 230265002",
    ),
    _group(
        "connective tissue disease",
        3,
        _quan("rheumd"),
        "69896004 200936003",
    ),
    _group(
        "moderate or severe liver or renal disease",
        4,
        f"{_quan('msld')} {_KIDNEY}",
        "46177005 431857002 433144002 433146000 709044004",
    ),
    _group("HIV infection", 4, _quan("aids"), "62479008 86406008"),
    _group("metastatic solid tumour", 6, _quan("metacanc"), "94260004 314994000"),
)


def counting(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups that count: of a pair only the heavier."""
    names = {group.name for group in groups}
    return tuple(group for group in groups if group.heavier not in names)


@cache
def _tables() -> tuple[dict[str, int], dict[str, int]]:
    """By ICD-10 code, and by SNOMED CT identifier, a bit for each group in order."""
    concepts: dict[str, int] = {}
    for place, group in enumerate(GROUPS):
        for concept in group.concepts.split():
            concepts[concept] = concepts.get(concept, 0) | 1 << place
    return table_of(group.lists for group in GROUPS), concepts


def mask_of(concept: CodeableConcept) -> int:
    """The groups that a concept belongs to, by any of its codes."""
    icd10, concepts = _tables()
    found = 0
    for code in concept.coding:
        if code.system in SYSTEMS:
            found |= mask_in(icd10, code.code)
        elif code.system == SNOMED:
            found |= concepts.get(code.code, 0)
    return found
