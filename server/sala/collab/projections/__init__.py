"""collab's read tables: threads, what was said in them, whom it mentions; and versions."""
