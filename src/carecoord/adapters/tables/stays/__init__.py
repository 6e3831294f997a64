"""Stays in hospitals: episodes, index stays, readmissions, and what is wrong with their rows."""
