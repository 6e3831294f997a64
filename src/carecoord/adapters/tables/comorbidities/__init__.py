"""Tables of diagnoses: comorbidity indices, and the rows that say no condition."""
