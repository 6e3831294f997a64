"""Files, folders, bundles and lines as resources, still in bytes."""
