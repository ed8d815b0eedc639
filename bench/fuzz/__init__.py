"""Five minutes of whatever is wrong."""
