"""What rules of several families speak of: visits and stays, supply, permissions, births, Medicare.

Families know nothing of one another; what they share stands here, and here are no rules.
"""
