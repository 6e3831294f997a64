"""From charts to FHIR R4: what is unchanged as it was read, what is new made strictly."""
