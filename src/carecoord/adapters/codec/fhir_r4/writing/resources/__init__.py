"""A file per resource type: how a fact of the model is said in it."""
