"""Requests for prior authorization as bundles of Da Vinci PAS, and answers to them."""
