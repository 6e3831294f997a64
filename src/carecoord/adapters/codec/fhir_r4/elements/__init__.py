"""FHIR's data types, and what they are in the model."""
