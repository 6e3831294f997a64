"""Referrals: how far each has come from the order to the report that the referrer read."""
