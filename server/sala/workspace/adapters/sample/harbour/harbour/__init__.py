"""When a ship may cross the bar."""
