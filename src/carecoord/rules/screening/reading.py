"""What results say: positive, a category, a finding; what nobody can read stays open."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import attrs

from carecoord.model.code import LOINC, SNOMED, CodeableConcept
from carecoord.model.observation import Observation
from carecoord.model.shown import shown
from carecoord.rules.criteria.fields import codes_in
from carecoord.rules.criteria.frame import Frame
from carecoord.rules.criteria.selection import Filtered, Selection, Test, Truth
from carecoord.rules.engine.timing import Row

_INTERPRETATION = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"

Meanings = Mapping[tuple[str, str], str]


@attrs.frozen(eq=False)
class Vocabulary:
    """Codes and words, and what each means. Words are compared without case and ``prefixes``."""

    __repr__ = shown

    codes: Meanings
    words: Mapping[str, str]
    prefixes: tuple[str, ...] = ()

    def meaning(self, fact: Observation) -> str | None:
        """What a result says; None when it says nothing that is in the vocabulary."""
        for code in (*codes_in(fact.interpretation), *codes_in(fact.value)):
            if (code.system, code.code) in self.codes:
                return self.codes[code.system, code.code]
        value = fact.value
        text = value.text if isinstance(value, CodeableConcept) else value
        return self.words.get(self._plain(text)) if isinstance(text, str) else None

    def _plain(self, text: str) -> str:
        plain = text.strip().rstrip(".").casefold()
        for prefix in self.prefixes:
            plain = plain.removeprefix(prefix).strip(" :-")
        return plain


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Says(Filtered):
    """Results that say one of some things; of one that nobody can read it is not known.

    One that has neither value nor interpretation says nothing.
    """

    vocabulary: Vocabulary
    wanted: frozenset[str]

    @classmethod
    def one_of(cls, source: Selection, vocabulary: Vocabulary, *wanted: str) -> Says:
        """Results of a source that say one of some words of a vocabulary."""
        return cls(source=source, vocabulary=vocabulary, wanted=frozenset(wanted))

    def test(self, frame: Frame) -> Test:  # noqa: ARG002  the fact alone decides
        """Look the result up."""
        return self._says

    def _says(self, row: Row) -> Truth:
        fact = row.fact
        assert isinstance(fact, Observation)  # noqa: S101  Facts(Observation, …)
        if fact.value is None and not fact.interpretation:
            return False
        meaning = self.vocabulary.meaning(fact)
        return None if meaning is None else meaning in self.wanted

    @property
    def clause(self) -> str:
        """In words."""
        return f"that says {' or '.join(sorted(self.wanted))}"


def _of(system: str, **meanings: str) -> Meanings:
    return {(system, code): said for said, codes in meanings.items() for code in codes.split()}


PRESENCE = Vocabulary(
    MappingProxyType(
        {
            **_of(
                SNOMED,
                positive="10828004 52101004 260373001 263654008 11214006",
                negative="260385009 2667000 260415000 131194007",
            ),
            **_of(
                LOINC,
                positive="LA6576-8 LA9633-4 LA11882-0",
                negative="LA6577-6 LA9634-2 LA11883-8",
            ),
            **_of(_INTERPRETATION, positive="POS DET A AA H HH RR", negative="NEG ND N NR"),
        }
    ),
    MappingProxyType(
        {
            **dict.fromkeys(
                ("positive", "detected", "present", "abnormal", "reactive"), "positive"
            ),
            **dict.fromkeys(
                ("negative", "not detected", "absent", "normal", "nonreactive", "non-reactive"),
                "negative",
            ),
        }
    ),
)
"""Positive or negative: SNOMED CT and LOINC answers, HL7 interpretations, words."""

BI_RADS = Vocabulary(
    MappingProxyType(
        {
            (SNOMED, "397138000"): "0",
            (SNOMED, "397140005"): "1",
            (SNOMED, "397141009"): "2",
            (SNOMED, "397143007"): "3",
            (SNOMED, "397144001"): "4",
            (SNOMED, "397145000"): "5",
            (SNOMED, "6111000179101"): "6",
        }
    ),
    MappingProxyType(
        {str(n): str(n) for n in range(7)} | dict.fromkeys(("4a", "4b", "4c"), "4"),
    ),
    ("bi-rads", "birads", "category"),
)
"""Categories 0 to 6 of the Breast Imaging Reporting and Data System."""

LUNG_RADS = Vocabulary(
    MappingProxyType({}),
    MappingProxyType(
        {str(n): str(n) for n in range(5)}
        | dict.fromkeys(("4a", "4b", "4x"), "4")
        | {f"{n}s": str(n) for n in range(4)}
        | dict.fromkeys(("4as", "4bs", "4xs"), "4")
    ),
    ("lung-rads", "lung rads", "category"),
)
"""Categories 0 to 4 of the Lung Imaging Reporting and Data System, by its words."""

CYTOLOGY = Vocabulary(
    MappingProxyType(
        _of(
            SNOMED,
            normal="373887005",
            equivocal="441087007",
            abnormal="62051000119105 441088002 441219009 416033009 1162767002 373882004 "
            "447760009 441094005 103639009 373883009 254890008",
            unsatisfactory="126481000119106",
        )
    ),
    MappingProxyType(
        {
            **dict.fromkeys(
                ("nilm", "negative", "normal", "negative for intraepithelial lesion or malignancy"),
                "normal",
            ),
            **dict.fromkeys(("asc-us", "ascus"), "equivocal"),
            **dict.fromkeys(
                ("lsil", "asc-h", "agc", "hsil", "ais", "squamous cell carcinoma", "abnormal"),
                "abnormal",
            ),
            "unsatisfactory": "unsatisfactory",
        }
    ),
)
"""Findings of cervical cytology in the words of the Bethesda system."""
