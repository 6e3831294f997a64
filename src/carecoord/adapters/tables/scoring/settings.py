"""The settings of scores for tables, and which score knows which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, TypedDict, cast

import attrs

from carecoord.adapters.tables.engines import Choice
from carecoord.adapters.tables.frames import Table
from carecoord.adapters.tables.keywords import (
    are_texts,
    check_keywords,
    check_switch,
    is_among,
    shown,
)
from carecoord.adapters.tables.scoring.scores import SCORES
from carecoord.errors import AuthoringError
from carecoord.rules.readmission.elixhauser_refined import NEWEST
from carecoord.rules.readmission.hospital_simplified import HIGHEST

ELIXHAUSER = "elixhauser_refined"
USUAL_KEEP = ("patient", "stay", "id")
_OF_ALL = ("keep", "engine")
_OF_ONE: Mapping[str, tuple[str, ...]] = {
    "hospital_simplified": ("likely_from",),
    ELIXHAUSER: ("hierarchy", "prefix", "version"),
}


class Settings(TypedDict, total=False):
    """Settings, and names of columns where they are not the usual ones."""

    keep: str | Sequence[str] | None
    engine: Choice
    likely_from: int | None
    hierarchy: bool
    prefix: str
    version: str
    los_days: str
    acute_admission: str
    conditions: str
    charlson_lace: str
    ed_visits_6m: str
    hemoglobin_g_dl: str
    oncology_service: str
    sodium_mmol_l: str
    any_procedure: str
    nonelective: str
    admissions_prev_12m: str
    cancer_diagnosis: str


@attrs.frozen(kw_only=True)
class Setup:
    """Settings, read. ``keep`` None: the usual columns, as far as they are there."""

    name: str
    names: Mapping[str, str]
    keep: Sequence[str] | None = None
    engine: Choice = "auto"
    likely_from: int | None = None
    hierarchy: bool = True
    prefix: str = ""
    version: str = NEWEST

    @classmethod
    def of(cls, name: str, settings: Settings) -> Setup:
        """Sort the settings of a score.

        Raises: AuthoringError for a score or a setting that there is not.
        """
        columns = _columns(name)
        given = cast("dict[str, Any]", {**settings})
        check_keywords(given, (*columns, *_OF_ALL, *_OF_ONE.get(name, ())))
        names = {one: given.pop(one) for one in columns if one in given}
        keep = given.pop("keep", None)
        return cls(name=name, names=names, keep=_listed(keep), **given)

    def __attrs_post_init__(self) -> None:
        """Refuse a switch, a beginning of names or a cut-off that is none.

        Raises: AuthoringError.
        """
        check_switch("hierarchy", self.hierarchy)
        if not are_texts((self.prefix,)):
            raise AuthoringError(
                asked=f"prefix={shown(self.prefix)}",
                found="it is no text",
                remedy="Give what the names of the columns begin with, such as CMR_",
            )
        cut = self.likely_from
        if cut is None or (type(cut) is int and 1 <= cut <= HIGHEST):
            return
        raise AuthoringError(
            asked=f"likely_from={shown(cut)}",
            found="it is no number of points that the score can reach",
            remedy=f"Give a whole number from 1 to {HIGHEST}, or none: no category then",
        )

    def kept(self, table: Table) -> Mapping[str, Any]:
        """The caller's columns that are kept.

        Raises: InputError for one that is missing.
        """
        if self.keep is None:
            return {name: table.frame[name] for name in USUAL_KEEP if table.has(name)}
        return {name: table.column(name, "kept in the result") for name in self.keep}


def _columns(name: str) -> tuple[str, ...]:
    names = (*SCORES, ELIXHAUSER)
    if is_among(name, names):
        return SCORES[name].columns if name in SCORES else ()
    near = get_close_matches(str(name), names, n=1)
    raise AuthoringError(
        asked=f"the score {shown(name)}",
        found="there is none of this name",
        remedy=f"Did you mean {near[0]!r}?" if near else f"There are {', '.join(names)}",
    )


def _listed(keep: object) -> Sequence[str] | None:
    if keep is None or isinstance(keep, str):
        return None if keep is None else (keep,)
    if not are_texts(keep):
        raise AuthoringError(
            asked=f"keep={shown(keep)}",
            found="it is no name of a column, nor several",
            remedy="Give names of columns, such as keep=['patient', 'stay']",
        )
    return tuple(cast("Sequence[str]", keep))
