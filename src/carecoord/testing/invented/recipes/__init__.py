"""What happens to invented patients: small functions that each add one turn to a story."""
