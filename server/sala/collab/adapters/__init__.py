"""What connects documents to the world: stores, sockets, files."""
