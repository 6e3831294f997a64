"""The machinery that turns rules and a chart into findings."""
