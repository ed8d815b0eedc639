"""Git: libgit2 in worker processes for everything local, git itself only to clone.

libgit2 runs no hooks, filters, monitors or commands of a repository, and a worker reads no
configuration but the repository's own. A worker is a process of its own because libgit2 holds
Python's lock while it works, and so that a hostile repository can be given up on.
"""
