"""Arithmetic over integer days and flat sequences; no objects.

The same source runs as Python on lists and compiled on arrays: a kernel allocates nothing, gives
numbers or tuples of them, and puts longer results into sequences that the caller hands in. A kernel
may call others of this package, and nothing else.
"""
