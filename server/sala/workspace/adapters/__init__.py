"""What workspace does to the world: working trees, git, archives, searches and the network."""
