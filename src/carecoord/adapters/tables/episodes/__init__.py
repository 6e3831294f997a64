"""Possession within time: treatment episodes, sliding windows, persistence."""
