"""Comorbidity indices as values: lists of codes, weights, and what a mask of conditions adds up to.

Charlson has 17 conditions and Elixhauser 31, by the ICD-10 lists of Quan 2005. What a patient has
is a mask, one bit for each condition of the index in its order; one code may set several.
"""
