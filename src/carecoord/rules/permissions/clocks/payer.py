"""Which law binds a payer, told from the codes of a coverage.

Source: Source of Payment Typology (NAHDO; value set Payer Type 2.16.840.1.114222.4.11.3591, version
20221118). Departures: decision 0053 says why the other codes do not tell it.
"""

from __future__ import annotations

from collections.abc import Mapping

from carecoord.model.coverage import Coverage
from carecoord.model.permission_case import PayerKind

_SYSTEMS = ("https://nahdo.org/sopt", "urn:oid:2.16.840.1.113883.3.221.5")

SOURCES_OF_PAYMENT: Mapping[PayerKind, tuple[str, ...]] = {
    PayerKind.MEDICARE: ("12", "121", "129"),
    PayerKind.MEDICARE_ADVANTAGE: ("11", "111", "1111", "1112", "112", "113", "119"),
    PayerKind.PART_D: ("122",),
    PayerKind.MEDICAID: ("22",),
    PayerKind.MEDICAID_MANAGED_CARE: ("21", "211", "212", "219"),
    PayerKind.EMPLOYER: ("522", "622"),
}
"""Codes that leave no doubt: ``1`` may be either Medicare, ``2`` either Medicaid, ``14`` both."""

_KINDS = {code: kind for kind, codes in SOURCES_OF_PAYMENT.items() for code in codes}


def payer_kind(coverage: Coverage) -> PayerKind | None:
    """Tell the kind of payer from the codes of ``coverage.type``; None where they do not tell it.

    Texts are not read, and codes that contradict one another tell nothing. v3-ActCode says how a
    plan works (``MCPOL``, ``HMO``, ``PUBLICPOL``, ``EHCPOL``), never whose law binds it.
    """
    codes = coverage.type.coding if coverage.type is not None else ()
    found = {_KINDS.get(one.code) for one in codes if one.system in _SYSTEMS} - {None}
    return found.pop() if len(found) == 1 else None
