"""Codes: a symbol within a system, and the concept that several codes and a text name."""

from __future__ import annotations

import re

import attrs

from carecoord.errors import UnknownCode
from carecoord.model.collected import as_tuple
from carecoord.model.shown import shown

ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
ICD10PCS = "http://www.cms.gov/Medicare/Coding/ICD10"
ICD9CM = "http://hl7.org/fhir/sid/icd-9-cm"
LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
CPT = "http://www.ama-assn.org/go/cpt"
HCPCS = "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
CVX = "http://hl7.org/fhir/sid/cvx"
NDC = "http://hl7.org/fhir/sid/ndc"
NUCC = "http://nucc.org/provider-taxonomy"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"

ALIASES = {
    "urn:oid:2.16.840.1.113883.6.1": LOINC,
    "urn:oid:2.16.840.1.113883.6.96": SNOMED,
    "urn:oid:2.16.840.1.113883.6.88": RXNORM,
    "urn:oid:2.16.840.1.113883.6.90": ICD10CM,
    "urn:oid:2.16.840.1.113883.6.4": ICD10PCS,
    "urn:oid:2.16.840.1.113883.6.103": ICD9CM,
    "urn:oid:2.16.840.1.113883.6.12": CPT,
    "urn:oid:2.16.840.1.113883.6.285": HCPCS,
    "urn:oid:2.16.840.1.113883.12.292": CVX,
    "urn:oid:2.16.840.1.113883.6.69": NDC,
    "urn:oid:2.16.840.1.113883.6.101": NUCC,
    "http://hl7.org/fhir/sid/icd-10": "http://hl7.org/fhir/sid/icd-10",
    "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": HCPCS,
    "http://hl7.org/fhir/v3/ActCode": ACT_CODE,
    "urn:oid:2.16.840.1.113883.5.4": ACT_CODE,
}
"""Other names under which the same systems travel (HL7's OID registry)."""


@attrs.frozen
class Code:
    """A symbol within a system; equal only within that system, whatever the display says."""

    __repr__ = shown

    system: str
    code: str
    display: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class CodeableConcept:
    """One idea, named by any number of codes and by a text (FHIR CodeableConcept)."""

    __repr__ = shown

    coding: tuple[Code, ...] = attrs.field(default=(), converter=as_tuple)
    text: str | None = attrs.field(default=None, repr=False)

    @property
    def label(self) -> str:
        """What to show a person: the text, else a display, else a code."""
        if self.text:
            return self.text
        for code in self.coding:
            if code.display:
                return code.display
        return self.coding[0].code if self.coding else "uncoded"


def concept(*codes: Code, text: str | None = None) -> CodeableConcept:
    """Make a concept from codes: ``concept(loinc("4548-4"))``."""
    return CodeableConcept(codes, text)


# Compiled, and kept by ``re``, when first used: most programs name codes of few systems.
_FORMS = {
    ICD10CM: (r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", "ICD-10-CM", "E11.9"),
    ICD10PCS: (r"[0-9A-HJ-NP-Z]{7}", "ICD-10-PCS", "0DTJ4ZZ"),
    LOINC: (r"[0-9]{1,7}-[0-9]", "LOINC", "4548-4"),
    SNOMED: (r"[0-9]{6,18}", "SNOMED CT", "44054006"),
    RXNORM: (r"[0-9]{1,8}", "RxNorm", "6809"),
    CPT: (r"[0-9]{4}[0-9A-Z]", "CPT", "99495"),
    HCPCS: (r"[A-Z][0-9]{4}", "HCPCS II", "G0438"),
    CVX: (r"[0-9]{1,3}", "CVX", "140"),
    NDC: (r"[0-9]{4,5}-?[0-9]{3,4}-?[0-9]{1,2}", "NDC", "0002-8215-01"),
}


def _checked(system: str, code: str) -> Code:
    form, name, example = _FORMS[system]
    if not re.fullmatch(form, code):
        raise UnknownCode(
            asked=f"{name} code",
            found="its form is not that of the system",
            remedy=f"Write it like {example}",
        )
    return Code(system, code)


def icd10cm(code: str) -> Code:
    """Make an ICD-10-CM code, dotted: ``icd10cm("E11.9")``."""
    return _checked(ICD10CM, code)


def icd10pcs(code: str) -> Code:
    """Make an ICD-10-PCS code of seven characters."""
    return _checked(ICD10PCS, code)


def loinc(code: str) -> Code:
    """Make a LOINC code with its check digit."""
    return _checked(LOINC, code)


def snomed(code: str) -> Code:
    """Make a SNOMED CT concept identifier."""
    return _checked(SNOMED, code)


def rxnorm(code: str) -> Code:
    """Make an RxNorm concept identifier."""
    return _checked(RXNORM, code)


def cpt(code: str) -> Code:
    """Make a CPT code."""
    return _checked(CPT, code)


def hcpcs(code: str) -> Code:
    """Make a HCPCS level II code."""
    return _checked(HCPCS, code)


def cvx(code: str) -> Code:
    """Make a vaccine code of the CDC's CVX."""
    return _checked(CVX, code)


def ndc(code: str) -> Code:
    """Make a National Drug Code."""
    return _checked(NDC, code)
