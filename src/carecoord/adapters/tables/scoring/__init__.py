"""Scores of readmission for tables: a row in, a row out, each point under the item that earned it."""
