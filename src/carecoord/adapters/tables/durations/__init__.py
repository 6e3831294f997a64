"""How long what was dispensed lasts, from prescriptions, dispensing and stays."""
