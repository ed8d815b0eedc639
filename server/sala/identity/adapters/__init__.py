"""identity's outside: argon2, the list of common passwords, counters and the session cache."""
