"""CMS's hospital-wide readmission measure (HWR): what its tables say of one stay.

`code_tables.CodeTables` holds the tables of one reporting year as a value; `planned.planned`,
`cohorts.specialty_cohort` and `exclusions.index_exclusion` read a stay's codes by them.
"""
