"""Codes, concepts, value sets, amounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from carecoord.model.code import (
    Code,
    CodeableConcept,
    cpt,
    cvx,
    hcpcs,
    icd10cm,
    icd10pcs,
    loinc,
    ndc,
    rxnorm,
    snomed,
)
from carecoord.model.quantity import Quantity
from carecoord.model.value_set import ValueSet

CodesFrom = Sequence[ValueSet | Code]
"""Value sets and codes to draw from; a prefix of a value set is drawn as a code."""

UNITS = (
    "mm[Hg]",
    "%",
    "mg/dL",
    "mmol/L",
    "g/dL",
    "kg",
    "kg/m2",
    "cm",
    "10*3/uL",
    "mL/min/{1.73_m2}",
    "d",
    "a",
    "1",
    "[pH]",
    "tablets",
)
COMPARATORS = ("<", "<=", ">=", ">")
texts = st.text(max_size=10)
"""Text as people write it: any script, or nothing at all."""

_FORMS: tuple[tuple[Callable[[str], Code], str], ...] = (
    (icd10cm, "E{2:02}.{1}"),
    (icd10pcs, "0DTJ{3:03}"),
    (loinc, "{7}-{1}"),
    (snomed, "{7:07}"),
    (rxnorm, "{7}"),
    (cpt, "{5:05}"),
    (hcpcs, "G{4:04}"),
    (cvx, "{3}"),
    (ndc, "{4:04}-{4:04}-{2:02}"),
)
"""How a number becomes a code of each system: ``{2}`` are its last two digits."""


def _formed(form: tuple[Callable[[str], Code], str], number: int) -> Code:
    make, template = form
    return make(template.format(*(number % 10**digits for digits in range(8))))


_well_known = st.builds(_formed, st.sampled_from(_FORMS), st.integers(0, 9_999_999))
_foreign = st.builds(
    Code,
    st.sampled_from(("http://example.org/codes", "urn:oid:1.2.3")),
    st.text("abc0123-", min_size=1, max_size=6),
    st.none() | texts,
)


def codes(*, codes_from: CodesFrom = ()) -> SearchStrategy[Code]:
    """Make codes of the well-known systems in their forms, and of others."""
    pool = _pool(codes_from)
    return st.sampled_from(pool) if pool else st.one_of(_well_known, _foreign)


def concepts(*, codes_from: CodesFrom = ()) -> SearchStrategy[CodeableConcept]:
    """Make concepts; without ``codes_from`` some have only a text, or nothing."""
    at_least = 1 if _pool(codes_from) else 0
    return st.builds(
        CodeableConcept,
        st.lists(codes(codes_from=codes_from), min_size=at_least, max_size=2),
        st.none() | texts,
    )


@st.composite
def value_sets(draw: st.DrawFn, *, codes_from: CodesFrom = ()) -> ValueSet:
    """Make value sets, prefixes and truncated copies among them."""
    drawn = draw(st.frozensets(codes(codes_from=codes_from), max_size=4))
    return ValueSet(
        url=f"http://example.org/sets/{draw(st.integers(0, 999))}",
        name=draw(texts),
        codes=drawn,
        prefixes=draw(st.frozensets(codes(codes_from=codes_from), max_size=1)),
        version=draw(st.none() | st.just("1")),
        retrieved_on=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        total=draw(st.none() | st.integers(len(drawn), len(drawn) + 2)),
    )


def amounts(*, at_most: int = 100_000) -> SearchStrategy[Decimal]:
    """Make amounts from nothing up, with up to three places, which may be zeros."""
    return st.builds(_amount, st.integers(0, at_most), st.integers(0, 3))


def _amount(whole: int, places: int) -> Decimal:
    return Decimal(whole).scaleb(-places)


def quantities(*, units: Iterable[str] = UNITS) -> SearchStrategy[Quantity]:
    """Make measured amounts; some without a unit, some only a bound."""
    return st.builds(
        Quantity,
        amounts(),
        st.sampled_from((*units, None)),
        st.sampled_from((None, None, None, *COMPARATORS)),
    )


def _pool(codes_from: CodesFrom) -> tuple[Code, ...]:
    """Every code once, in an order that does not depend on hashes."""
    codes = dict[Code, None]()
    for given in codes_from:
        members = (given,) if isinstance(given, Code) else (*given.codes, *given.prefixes)
        codes.update(dict.fromkeys(members))
    return tuple(sorted(codes, key=lambda code: (code.system, code.code)))
