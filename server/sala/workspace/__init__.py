"""workspace owns projects: their working trees, files and git repositories.

Invariants: a path never leaves its working tree; a file keeps its encoding, byte-order mark, line
endings and mode; a workspace is untrusted until a member trusts it, and nothing in it is obeyed.
"""
