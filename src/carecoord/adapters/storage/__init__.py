"""Where charts, work and the audit trail are kept."""
