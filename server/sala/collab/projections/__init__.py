"""collab's read tables: threads, what was said in them, and whom it mentions."""
