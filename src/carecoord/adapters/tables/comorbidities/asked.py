"""What is asked of a table of codes: an index in an edition, weighed by one of its tables."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from carecoord.adapters.tables.keywords import check_switch, is_among, shown
from carecoord.errors import AuthoringError
from carecoord.rules.readmission.comorbidity.index import (
    CHARLSON_QUAN,
    ELIXHAUSER_QUAN,
    Index,
    updated,
)
from carecoord.rules.readmission.comorbidity.weights import Weights

IndexName = Literal["charlson", "elixhauser"]
Edition = Literal["quan_2005", "quan_2005_updated"]
WeightsName = Literal["charlson_1987", "quan_2011", "van_walraven_2009", "swiss_2021"]

INDICES = {index.name: index for index in (CHARLSON_QUAN, ELIXHAUSER_QUAN)}


@attrs.frozen(kw_only=True)
class Asked:
    """An index in an edition, its weights, and whether of two forms of a disease one counts."""

    index: Index
    weights: Weights
    hierarchy: bool = True

    @classmethod
    def of(
        cls, index: str, weights: str | None, edition: str, *, hierarchy: bool, with_age: bool
    ) -> Asked:
        """Choose by names.

        Raises: AuthoringError for a name that there is not, weights of another index, an age that
        the index has no points for, and a switch that is neither on nor off.
        """
        _refuse_others("index", index, get_args(IndexName))
        _refuse_others("edition", edition, get_args(Edition))
        check_switch("hierarchy", hierarchy)
        chosen = INDICES[index]
        weighed = chosen.weights[0]
        if weights is not None:
            _refuse_others("weights", weights, get_args(WeightsName))
            weighed = _weights(chosen, weights)
        if with_age and chosen is not CHARLSON_QUAN:
            raise AuthoringError(
                asked=f"the index {index!r} with an age",
                found="only charlson has points for age",
                remedy="Leave the age out, or ask for charlson",
            )
        return cls(
            index=chosen if edition == chosen.edition else updated(chosen),
            weights=weighed,
            hierarchy=hierarchy,
        )


def _weights(index: Index, name: str) -> Weights:
    found = [one for one in index.weights if one.name == name]
    if not found:
        own = " or ".join(one.name for one in index.weights)
        raise AuthoringError(
            asked=f"the index {index.name!r} with the weights {name!r}",
            found="they are of the other index",
            remedy=f"Take {own}",
        )
    return found[0]


def _refuse_others(what: str, given: object, names: tuple[str, ...]) -> None:
    if not is_among(given, names):
        raise AuthoringError(
            asked=f"the {what} {shown(given)}",
            found="there is none of this name",
            remedy=f"Choose one of {', '.join(names)}",
        )
