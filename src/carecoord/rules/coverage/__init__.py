"""Coverage: who pays on a day, whether the payer said so, in which order, and what is left."""
