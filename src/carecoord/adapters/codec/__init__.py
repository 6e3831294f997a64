"""Charts and worklists as text, and back."""
