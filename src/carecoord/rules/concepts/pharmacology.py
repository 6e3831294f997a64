"""Pharmacologic classes of the medicines whose possession is followed, and which go together.

Codes of statins and of ACE inhibitors and angiotensin receptor blockers: VSAC, eCQM update of
2025-05-08, verified. Codes of diabetes medicines: a restatement. Which ingredient is of which class
is professional knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from carecoord.model.shown import shown


@attrs.frozen
class PharmacologicClass:
    """Ingredients that act alike, each with its RxNorm code where one is known."""

    __repr__ = shown

    name: str
    ingredients: Mapping[str, str | None] = attrs.field(repr=False)


@attrs.frozen
class OneAtATime:
    """Ingredients of which a patient usually needs one (decision 0030)."""

    __repr__ = shown

    name: str
    ingredients: frozenset[str] = attrs.field(repr=False)


STATINS = PharmacologicClass(
    "statins",
    {
        "atorvastatin": "83367",
        "fluvastatin": "41127",
        "lovastatin": "6472",
        "pitavastatin": "861634",
        "pravastatin": "42463",
        "rosuvastatin": "301542",
        "simvastatin": "36567",
    },
)
ACE_INHIBITORS = PharmacologicClass(
    "ACE inhibitors",
    {
        "benazepril": "18867",
        "captopril": "1998",
        "enalapril": "3827",
        "fosinopril": "50166",
        "lisinopril": "29046",
        "moexipril": "30131",
        "perindopril": "54552",
        "quinapril": "35208",
        "ramipril": "35296",
        "trandolapril": "38454",
    },
)
RECEPTOR_BLOCKERS = PharmacologicClass(
    "angiotensin receptor blockers",
    {
        "azilsartan": "1091643",
        "candesartan": "214354",
        "eprosartan": "83515",
        "irbesartan": "83818",
        "losartan": "52175",
        "olmesartan": "321064",
        "telmisartan": "73494",
        "valsartan": "69749",
    },
)
RENIN_INHIBITORS = PharmacologicClass("renin inhibitors", {"aliskiren": None})
BIGUANIDES = PharmacologicClass("biguanides", {"metformin": "6809"})
SULFONYLUREAS = PharmacologicClass(
    "sulfonylureas",
    {
        "chlorpropamide": "2404",
        "glimepiride": "25789",
        "glipizide": "4821",
        "glyburide": "4815",
        "tolazamide": None,
        "tolbutamide": None,
    },
)
THIAZOLIDINEDIONES = PharmacologicClass(
    "thiazolidinediones", {"pioglitazone": "33738", "rosiglitazone": None}
)
DPP4_INHIBITORS = PharmacologicClass(
    "DPP-4 inhibitors",
    {"alogliptin": None, "linagliptin": None, "saxagliptin": None, "sitagliptin": "593411"},
)
GLP1_AGONISTS = PharmacologicClass(
    "GLP-1 receptor agonists",
    {
        "albiglutide": None,
        "dulaglutide": "1551291",
        "exenatide": None,
        "liraglutide": None,
        "lixisenatide": None,
        "semaglutide": None,
        "tirzepatide": None,
    },
)
MEGLITINIDES = PharmacologicClass("meglitinides", {"nateglinide": None, "repaglinide": None})
SGLT2_INHIBITORS = PharmacologicClass(
    "SGLT2 inhibitors",
    {
        "bexagliflozin": None,
        "canagliflozin": None,
        "dapagliflozin": None,
        "empagliflozin": "1545653",
        "ertugliflozin": None,
    },
)


def _one_of(name: str, *classes: PharmacologicClass) -> OneAtATime:
    return OneAtATime(name, frozenset(one for of in classes for one in of.ingredients))


ONE_AT_A_TIME = (
    _one_of("statins", STATINS),
    _one_of(
        "ACE inhibitors, angiotensin receptor blockers and renin inhibitors",
        ACE_INHIBITORS,
        RECEPTOR_BLOCKERS,
        RENIN_INHIBITORS,
    ),
    _one_of("sulfonylureas and meglitinides", SULFONYLUREAS, MEGLITINIDES),
    _one_of("thiazolidinediones", THIAZOLIDINEDIONES),
    _one_of("DPP-4 inhibitors and GLP-1 receptor agonists", DPP4_INHIBITORS, GLP1_AGONISTS),
    _one_of("SGLT2 inhibitors", SGLT2_INHIBITORS),
)
"""Two of one row in hand together are asked about; metformin goes with all of them."""


def treatment_of(ingredient: str) -> frozenset[str]:
    """An ingredient with those that stand in for it, as of them one at a time is usual."""
    found = (one.ingredients for one in ONE_AT_A_TIME if ingredient in one.ingredients)
    return next(found, frozenset({ingredient}))
