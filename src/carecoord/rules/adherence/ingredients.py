"""The classes of medicines whose possession is followed, and how a product is recognised.

By RxNorm ingredient code, and by the ingredient's name in the display or text: dispensings carry
codes of clinical drugs, which name their ingredients in words. Codes of statins and of ACE
inhibitors and angiotensin receptor blockers: VSAC, eCQM update of 2025-05-08, verified. Codes of
diabetes medicines: a restatement. An ingredient without a code is known by its name alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import attrs

from carecoord.model.code import RXNORM, Code, CodeableConcept, rxnorm

_WORD = re.compile(r"[a-z]+")


@attrs.frozen(kw_only=True)
class DrugClass:
    """Ingredients that a measure counts together; a fill of one of ``exclusions`` takes out."""

    name: str
    ingredients: Mapping[str, str | None] = attrs.field(repr=False)
    exclusions: tuple[str, ...] = ()

    def of(self, ingredients: frozenset[str]) -> frozenset[str]:
        """Which of some ingredients belong to the class."""
        return ingredients & self.ingredients.keys()

    def excluded(self, ingredients: frozenset[str]) -> frozenset[str]:
        """Which of some ingredients take the patient out."""
        return ingredients.intersection(self.exclusions)


STATINS = DrugClass(
    name="statins",
    ingredients={
        "atorvastatin": "83367",
        "fluvastatin": "41127",
        "lovastatin": "6472",
        "pitavastatin": "861634",
        "pravastatin": "42463",
        "rosuvastatin": "301542",
        "simvastatin": "36567",
    },
)
RAS_ANTAGONISTS = DrugClass(
    name="RAS antagonists",
    ingredients={
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
        "azilsartan": "1091643",
        "candesartan": "214354",
        "eprosartan": "83515",
        "irbesartan": "83818",
        "losartan": "52175",
        "olmesartan": "321064",
        "telmisartan": "73494",
        "valsartan": "69749",
        "aliskiren": None,
    },
    exclusions=("sacubitril",),
)
DIABETES_MEDICINES = DrugClass(
    name="diabetes medicines",
    ingredients={
        "metformin": "6809",
        "chlorpropamide": "2404",
        "glimepiride": "25789",
        "glipizide": "4821",
        "glyburide": "4815",
        "tolazamide": None,
        "tolbutamide": None,
        "pioglitazone": "33738",
        "rosiglitazone": None,
        "alogliptin": None,
        "linagliptin": None,
        "saxagliptin": None,
        "sitagliptin": "593411",
        "albiglutide": None,
        "dulaglutide": "1551291",
        "exenatide": None,
        "liraglutide": None,
        "lixisenatide": None,
        "semaglutide": None,
        "tirzepatide": None,
        "nateglinide": None,
        "repaglinide": None,
        "bexagliflozin": None,
        "canagliflozin": None,
        "dapagliflozin": None,
        "empagliflozin": "1545653",
        "ertugliflozin": None,
    },
    exclusions=("insulin",),
)
CLASSES = (STATINS, RAS_ANTAGONISTS, DIABETES_MEDICINES)

_NAMES = frozenset(name for drugs in CLASSES for name in (*drugs.ingredients, *drugs.exclusions))
_NOTHING: frozenset[str] = frozenset()
_BY_CODE: Mapping[Code, str] = {
    rxnorm(code): name for c in CLASSES for name, code in c.ingredients.items() if code
} | {Code(RXNORM, "1656328"): "sacubitril"}


_REMEMBERED = 4096
"""Product names kept, so that hostile input cannot fill the memory."""


def ingredients_of(product: CodeableConcept) -> frozenset[str]:
    """The ingredients of these classes, and their exclusions, that a product names."""
    found = _named_in(product.text) if product.text else _NOTHING
    for code in product.coding:
        if code.display:
            found |= _named_in(code.display)
        if code.system == RXNORM and code in _BY_CODE:
            found |= {_BY_CODE[code]}
    return found


@lru_cache(_REMEMBERED)
def _named_in(text: str) -> frozenset[str]:
    return _NAMES.intersection(_WORD.findall(text.lower()))
