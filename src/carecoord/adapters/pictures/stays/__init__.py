"""A patient's stays in hospital, and the days after each discharge."""
