"""The disease groups that LACE weighs, and the codes by which they are recognised.

Weights: LACE's own, not those of Charlson 1987 (van Walraven et al., CMAJ 2010;182(6):551-557,
comorbidity item of the scoring table). ICD-10 prefixes: Quan et al., Med Care 2005;43(11):
1130-1139, table of ICD-10 coding algorithms, doi 10.1097/01.mlr.0000182534.19832.83. That table
does not grade kidney disease: here stages 1 and 2 are mild, all else is moderate or severe, and
SNOMED CT identifiers stand beside the prefixes (decision 0011).
"""

from __future__ import annotations

import attrs

from carecoord.model.code import ICD10CM, Code, snomed
from carecoord.model.value_set import ValueSet

ICD10 = "http://hl7.org/fhir/sid/icd-10"


@attrs.frozen(kw_only=True)
class Group:
    """A disease group; it does not count beside the group that ``heavier`` names."""

    name: str
    weight: int
    codes: ValueSet
    heavier: str | None = None


def _group(
    name: str, weight: int, prefixes: str, concepts: str, heavier: str | None = None
) -> Group:
    codes = ValueSet(
        url=f"urn:carecoord:lace:{name.replace(' ', '-')}",
        name=name,
        codes=map(snomed, concepts.split()),
        prefixes=(Code(system, p) for p in prefixes.split() for system in (ICD10CM, ICD10)),
    )
    return Group(name=name, weight=weight, codes=codes, heavier=heavier)


GROUPS = (
    _group(
        "previous myocardial infarction",
        1,
        "I21 I22 I25.2",
        "22298006 1755008 399211009 401303003 401314000",
    ),
    _group(
        "cerebrovascular disease",
        1,
        "G45 G46 H34.0 I60 I61 I62 I63 I64 I65 I66 I67 I68 I69",
        "230690007 422504002",
    ),
    _group(
        "peripheral vascular disease",
        1,
        "I70 I71 I73.1 I73.8 I73.9 I77.1 I79.0 I79.2 K55.1 K55.8 K55.9 Z95.8 Z95.9",
        "400047006",
    ),
    _group(
        "diabetes without complications",
        1,
        """E10.0 E10.1 E10.6 E10.8 E10.9 E11.0 E11.1 E11.6 E11.8 E11.9 E12.0 E12.1 E12.6 E12.8 E12.9
        E13.0 E13.1 E13.6 E13.8 E13.9 E14.0 E14.1 E14.6 E14.8 E14.9""",
        "44054006 46635009 73211009 237599002 313436004",
        heavier="diabetes with end-organ damage",
    ),
    _group(
        "heart failure",
        2,
        """I09.9 I11.0 I13.0 I13.2 I25.5 I42.0 I42.5 I42.6 I42.7 I42.8 I42.9 I43 I50 P29.0""",
        "42343007 84114007 88805009",
    ),
    _group(
        "diabetes with end-organ damage",
        2,
        """E10.2 E10.3 E10.4 E10.5 E10.7 E11.2 E11.3 E11.4 E11.5 E11.7 E12.2 E12.3 E12.4 E12.5 E12.7
        E13.2 E13.3 E13.4 E13.5 E13.7 E14.2 E14.3 E14.4 E14.5 E14.7""",
        """4855003 90781000119102 97331000119101 127013003 157141000119108 190389009
        368581000119106 422034002 1501000119109 1551000119108""",
    ),
    _group(
        "chronic pulmonary disease",
        2,
        """I27.8 I27.9 J40 J41 J42 J43 J44 J45 J46 J47 J60 J61 J62 J63 J64 J65 J66 J67 J68.4 J70.1
        J70.3""",
        "13645005 87433001 87837008 185086009 195967001 195977004 233678006",
    ),
    _group(
        "mild liver or renal disease",
        2,
        """B18 K70.0 K70.1 K70.2 K70.3 K70.9 K71.3 K71.4 K71.5 K71.7 K73 K74 K76.0 K76.2 K76.3 K76.4
        K76.8 K76.9 Z94.4 N18.1 N18.2""",
        "19943007 161671001 431855005 431856006",
        heavier="moderate or severe liver or renal disease",
    ),
    _group(
        "any tumour",
        2,
        """C00 C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C20 C21
        C22 C23 C24 C25 C26 C30 C31 C32 C33 C34 C37 C38 C39 C40 C41 C43 C45 C46 C47 C48 C49 C50 C51
        C52 C53 C54 C55 C56 C57 C58 C60 C61 C62 C63 C64 C65 C66 C67 C68 C69 C70 C71 C72 C73 C74 C75
        C76 C81 C82 C83 C84 C85 C88 C90 C91 C92 C93 C94 C95 C96 C97""",
        "93761005 93870000 109838007 254637007 254837009 363346000 363406005",
        heavier="metastatic solid tumour",
    ),
    _group(
        "dementia",
        3,
        "F00 F01 F02 F03 F05.1 G30 G31.1",
        "26929004 52448006 230265002",
    ),
    _group(
        "connective tissue disease",
        3,
        "M05 M06 M31.5 M32 M33 M34 M35.1 M35.3 M36.0",
        "69896004 200936003",
    ),
    _group(
        "moderate or severe liver or renal disease",
        4,
        """I85.0 I85.9 I86.4 I98.2 K70.4 K71.1 K72.1 K72.9 K76.5 K76.6 K76.7
        I12.0 I13.1 N03.2 N03.3 N03.4 N03.5 N03.6 N03.7 N05.2 N05.3 N05.4 N05.5 N05.6 N05.7
        N18.0 N18.3 N18.4 N18.5 N18.6 N18.8 N18.9 N19 N25.0 Z49.0 Z49.1 Z49.2 Z94.0 Z99.2""",
        "46177005 431857002 433144002 433146000 709044004",
    ),
    _group("HIV infection", 4, "B20 B21 B22 B24", "62479008 86406008"),
    _group("metastatic solid tumour", 6, "C77 C78 C79 C80", "94260004 314994000"),
)


def counting(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups that count: of a pair only the heavier."""
    names = {group.name for group in groups}
    return tuple(group for group in groups if group.heavier not in names)
