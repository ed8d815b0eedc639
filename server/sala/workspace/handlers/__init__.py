"""The shells around workspace's rules: look the project up, act on the disk, state the fact."""
