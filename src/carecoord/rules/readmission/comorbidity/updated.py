"""Codes made after Quan 2005, and the conditions that they belong to.

Each stands for something that the paper's lists hold under the code it had until then. Nothing is
taken away. This is an edition of ours (decision 0037): its scores are not the published ones.
"""

from __future__ import annotations

from collections.abc import Mapping

ADDED: tuple[tuple[str, str, str], ...] = (
    (
        "C7A",
        "canc solidtum",
        "malignant neuroendocrine tumours, which ICD-10-CM took out of the tumours of their site",
    ),
    (
        "C7B",
        "metacanc",
        "secondary neuroendocrine tumours, which ICD-10-CM took out of C77 to C79",
    ),
    (
        "C86",
        "canc lymph",
        "lymphomas of T and NK cells, which the ICD-10 of 2010 took out of C84 and C85",
    ),
    (
        "E88.A",
        "wloss",
        "wasting with an underlying condition, which ICD-10-CM took out of cachexia, R64",
    ),
)
"""A code, the short names of its conditions, and why it is here."""


def with_added(
    conditions: Mapping[str, tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """The same conditions, with the codes that were made since."""
    found = dict(conditions)
    for code, names, _ in ADDED:
        for name in names.split():
            if name in found:
                title, codes = found[name]
                found[name] = title, f"{codes} {code}"
    return found
