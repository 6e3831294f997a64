"""Possession of groups of medication, and of several at once."""
