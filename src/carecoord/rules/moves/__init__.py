"""What may become of a booking, a referral, a permission: legal moves as tables.

The tables bind what we write ourselves. What is read from elsewhere may be in any state, and may
have got there by any path.
"""
