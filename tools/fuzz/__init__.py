"""Searching for input that breaks the reader of FHIR."""
