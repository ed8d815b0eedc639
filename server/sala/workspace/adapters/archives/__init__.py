"""Archives: read as streams, measured while they unpack, and written where nothing can leave."""
