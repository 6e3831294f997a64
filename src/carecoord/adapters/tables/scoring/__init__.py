"""Scores of readmission for tables: each point stands under the item that earned it."""
