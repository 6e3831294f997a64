"""Measures of possession: who, in which windows, with what result."""
