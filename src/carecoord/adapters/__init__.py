"""The outside, one file per technology: files, databases, mail, tables."""
