"""Prior authorization with a payer: the request to send, and the answer that comes back.

Source: Da Vinci Prior Authorization Support (PAS) implementation guide 2.0.1 and 2.2.1.
"""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing.prior_authorization.answer import answered
from carecoord.adapters.codec.fhir_r4.writing.prior_authorization.request import (
    VERSIONS,
    request_bundle,
)

__all__ = ["VERSIONS", "answered", "request_bundle"]
