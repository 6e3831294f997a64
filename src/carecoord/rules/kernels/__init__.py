"""Arithmetic over integer days and plain lists; no objects."""
