"""How many of a cohort were readmitted, by bands of a score."""
