"""What a PDC measure counts: the ingredients that a drug of the table stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from carecoord.adapters.tables.keywords import are_texts, shown
from carecoord.errors import AuthoringError
from carecoord.model.code import CodeableConcept, rxnorm
from carecoord.rules.adherence.held import THRESHOLD
from carecoord.rules.concepts.ingredients import (
    DIABETES_MEDICINES,
    RAS_ANTAGONISTS,
    STATINS,
    DrugClass,
    ingredients_of,
)

NAMED: Mapping[str, DrugClass] = {
    "statins": STATINS,
    "ras-antagonists": RAS_ANTAGONISTS,
    "diabetes": DIABETES_MEDICINES,
}
Drugs = Mapping[Any, str | Iterable[str]]
_MOST_DIGITS = 8
"""An RxNorm identifier has no more."""


def _threshold(share: float | str | Fraction) -> Fraction:
    try:
        read = share if isinstance(share, Fraction) else Fraction(str(share))
    except (ValueError, ZeroDivisionError):
        read = Fraction(0)
    if not 0 < read <= 1:
        raise AuthoringError(
            asked="the threshold of a measure",
            found=shown(share),
            remedy="Give a share above 0 and up to 1, such as 0.9",
        )
    return read


@attrs.frozen(kw_only=True)
class DrugMeasure:
    """A measure of one's own: which ingredients each drug of the table stands for.

    ``drugs`` has a drug as the table names it, code or name, and its ingredient or ingredients; a
    fill of an ingredient of ``exclusions`` takes the patient out. ``threshold`` is a share: for
    antiretroviral medicines PQA has 0.9.
    """

    drugs: Drugs
    exclusions: Collection[str] = ()
    threshold: Fraction = attrs.field(default=Fraction(*THRESHOLD), converter=_threshold)
    name: str = "the medicines"


@attrs.frozen(kw_only=True)
class Products:
    """The different drugs of a table, each by its number.

    ``exclusions`` are named as one text. The ingredients of drug ``d`` are
    ``named[bounds[d] : bounds[d + 1]]``, ``banned`` is 1 for one that takes out; ``ingredients``
    is how many different ones there are.
    """

    name: str
    exclusions: str
    threshold: Fraction
    bounds: list[int]
    named: list[int]
    banned: list[int]
    ingredients: int

    @classmethod
    def of(cls, measure: str | Drugs | DrugMeasure, drugs: Iterable[object]) -> Products:
        """Look up the drugs of a table.

        Raises: AuthoringError for a measure of which there is none.
        """
        if isinstance(measure, str):
            known = _known(measure)
            name, threshold, out = known.name, Fraction(*THRESHOLD), known.exclusions
            found = [_recognised(known, drug) for drug in drugs]
        else:
            own = measure if isinstance(measure, DrugMeasure) else DrugMeasure(drugs=measure)
            _check(own.drugs)
            _check_texts("the exclusions of a measure", own.exclusions)
            name, threshold, out = own.name, own.threshold, tuple(sorted(own.exclusions))
            listed = {_text(drug): _names(names) for drug, names in own.drugs.items()}
            named = (listed.get(_text(drug), frozenset()) for drug in drugs)
            found = [(names.difference(out), names.intersection(out)) for names in named]
        return cls._numbered(name, threshold, out, found)

    @classmethod
    def _numbered(
        cls,
        name: str,
        threshold: Fraction,
        exclusions: Iterable[str],
        found: list[tuple[frozenset[str], frozenset[str]]],
    ) -> Products:
        numbers: dict[str, int] = {}
        bounds, named = [0], list[int]()
        for names, _ in found:
            named += [numbers.setdefault(one, len(numbers)) for one in sorted(names)]
            bounds.append(len(named))
        return cls(
            name=name,
            exclusions=" or ".join(exclusions),
            threshold=threshold,
            bounds=bounds,
            named=named,
            banned=[int(bool(excluding)) for _, excluding in found],
            ingredients=len(numbers),
        )


def _check(drugs: object) -> None:
    if not isinstance(drugs, Mapping):
        raise AuthoringError(
            asked="the drugs of a measure",
            found=f"a {type(drugs).__name__}",
            remedy=f"Choose one of {', '.join(NAMED)}, or hand in a mapping of drugs",
        )


def _check_texts(asked: str, names: object) -> None:
    if isinstance(names, str) or not are_texts(names):
        raise AuthoringError(
            asked=asked,
            found="something else than texts",
            remedy="Give the name of an ingredient, or a list of names",
        )


def _known(measure: str) -> DrugClass:
    if measure not in NAMED:
        raise AuthoringError(
            asked=f"the measure {measure!r}",
            found="there is none of this name",
            remedy=f"Choose one of {', '.join(NAMED)}, or hand in a mapping of drugs",
        )
    return NAMED[measure]


def _recognised(drugs: DrugClass, drug: object) -> tuple[frozenset[str], frozenset[str]]:
    """By the ingredients that a text names, or by the code of an ingredient."""
    text = _text(drug)
    code = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    coding = (rxnorm(text),) if code else ()
    names = ingredients_of(CodeableConcept(coding, text))
    return drugs.of(names), drugs.excluded(names)


def _names(names: str | Iterable[str]) -> frozenset[str]:
    listed = (names,) if isinstance(names, str) else names
    _check_texts("the ingredients of a drug", listed)
    return frozenset(listed)


def _text(drug: object) -> str:
    """A drug as text; a code that a frame made a fraction is a whole number."""
    whole = isinstance(drug, float) and drug.is_integer()
    return str(int(drug) if whole else drug).strip().casefold()  # type: ignore[call-overload]
