"""The page of FHIR types: what each is read as, and what is written as it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fhir_profiles import profiles
from fhir_samples import read_as, written_as

from carecoord import model
from carecoord.adapters.codec.fhir_r4.resources.mapping import LENT, PEOPLE

_HEAD = """\
# FHIR types

What each type of FHIR R4 is [read](../how-to/fhir-reading.md) as, and what of
[the model](model.md) is [written](../how-to/fhir-writing.md) as it.
What was read and not changed is written as it was, whatever its type.

## What is read

| FHIR type | read as, and written from | in the chart | also written from |
|---|---|---|---|
"""
_USES = """
- A Claim and a ClaimResponse are read where their `use` is `preauthorization`: a request and its
  answer in one source become [one authorization](../how-to/prior-authorization.md).
  Bills are records.
- A ServiceRequest is a referral where its category is patient referral (SNOMED CT 3457005).
- A Consent of the scope `adr` is a directive, if it says no more than a directive does.
- A Device is read where it is a patient's.
- `complete_for` takes each FHIR type for the first list of its row, and each list by its name.

## What lends

These types are no facts. They lend what they say to the facts that refer to them, and are kept as
records.

| FHIR type | lends |
|---|---|
"""
_LENDS = {
    "Location": "name, kind, address and telephone of a place",
    "Medication": "what a medicine is: its code, else its ingredients",
    "PractitionerRole": "a position of its practitioner, for whom it stands",
    "Substance": "what an ingredient of a medicine is",
}
_RECORDS = """
## What is kept as a record

Every other type: bills, provenance, headers of documents and messages, flags, devices of nobody,
value sets, and whatever FHIR adds.
They stand in the `records` of a chart, or of the result that has none: their type and their bytes.
Writing gives them back.

## What is written as something else

FHIR R4 has no resource for these types of the model.
Read again, they are what they were written as:
[why](../decisions/0044-facts-without-a-resource-of-their-own.md).

| type of the model | in the chart | written as | read back as |
|---|---|---|---|
"""
_PROFILES = """
A directive is written as a Consent and read back as a directive.
A referral that was accepted or answered has a Task beside its ServiceRequest.

## Which profiles are claimed

What is new claims a profile of US Core 6.1.0 where it says all that the profile demands, and none
where it does not.

| FHIR type | profiles |
|---|---|
"""
_FOOT = """
Requests for prior authorization claim those of Da Vinci PAS instead:
[ask a payer for permission](../how-to/prior-authorization.md).
"""


def fhir_page() -> str:
    """Every type that is read, that lends, that is written as another, and its profiles."""
    read, written = read_as(), written_as()
    return "".join(
        (
            _HEAD,
            *_lines(_read(read, written)),
            _USES,
            *_lines((f"| {kind} | {_LENDS[kind]} |") for kind in LENT),
            _RECORDS,
            *_lines(_elsewhere(read, written)),
            _PROFILES,
            *_lines(
                f"| {kind} | {', '.join(f'`us-core-{name}`' for name in names)} |"
                for kind, names in profiles().items()
            ),
            _FOOT,
        )
    )


def _lines(rows: Iterable[str]) -> Iterator[str]:
    return (f"{row}\n" for row in rows)


def _read(read: dict[str, list[tuple[str, str]]], written: dict[str, list[str]]) -> Iterator[str]:
    people = {kind: [(kind, f"{kind.lower()}s")] for kind in PEOPLE}
    every = {**read, **people, "Patient": [("Patient", "patient")]}
    for kind, found in sorted(every.items()):
        names = list(dict.fromkeys(name for name, _ in found))
        lists = ", ".join(dict.fromkeys(f"`{name}`" for _, name in found))
        both = ", ".join(
            _type(name) if kind in written[name] else f"{_type(name)} (only read)" for name in names
        )
        also = ", ".join(
            _type(name) for name, kinds in written.items() if kind in kinds and name not in names
        )
        yield f"| {kind} | {both} | {lists} | {also} |"


def _elsewhere(
    read: dict[str, list[tuple[str, str]]], written: dict[str, list[str]]
) -> Iterator[str]:
    known = {name for found in read.values() for name, _ in found}
    for name, kinds in written.items():
        listed = getattr(getattr(model, name), "listed_under", "")
        if listed and name not in known:
            again = _type(read[kinds[0]][0][0]) if kinds[0] in read else "a record"
            yield f"| {_type(name)} | `{listed}` | {kinds[0]} | {again} |"


def _type(name: str) -> str:
    return f"[{name}](model.md#{name.lower()})"
