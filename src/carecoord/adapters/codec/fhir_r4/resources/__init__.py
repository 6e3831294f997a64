"""A file per resource type: what is read of it, and into which fact."""
