"""Practitioner."""

from __future__ import annotations

from carecoord.adapters.codec.fhir_r4.writing import elements as e
from carecoord.adapters.codec.fhir_r4.writing import us_core, words
from carecoord.adapters.codec.fhir_r4.writing.names import Names
from carecoord.adapters.codec.fhir_r4.writing.people import addresses, full_names, telecom
from carecoord.model.practitioner import Practitioner


def practitioner(fact: Practitioner, names: Names) -> e.Json:
    """Write a Practitioner, without what every resource has: id, identifiers, labels.

    Only what the person is: what the person does for whom is written beside it, as
    PractitionerRoles (``practitioner_role.roles``). A way to reach the person that a position has
    stands there alone.
    """
    in_use = (one for one in fact.positions if one.active is not False)
    elsewhere = {point for one in in_use for point in one.telecom}
    written = full_names(names, "name", fact.names)
    return e.element(
        resourceType="Practitioner",
        meta=us_core.profiled(
            "us-core-practitioner",
            us_core.named(fact.identifiers),
            us_core.well_formed(fact.identifiers),
            written and all("family" in one for one in written),
        ),
        active=fact.active,
        name=written,
        telecom=telecom(names, (one for one in fact.telecom if one not in elsewhere)),
        address=addresses(names, fact.addresses),
        gender=words.word(names, "gender", fact.gender, words.GENDERS),
        birthDate=e.moment(fact.birth_date),
        qualification=[{"code": one} for one in e.concepts(fact.qualifications)],
        communication=e.concepts(fact.languages),
    )
