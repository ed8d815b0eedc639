"""workspace's read tables: the list of workspaces, and when each was last written to."""
