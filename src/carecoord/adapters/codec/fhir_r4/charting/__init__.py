"""From the resources of a source to charts: whose each is, what refers to what."""
