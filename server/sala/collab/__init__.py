"""collab owns documents: text that several people edit at once, and its history.

Invariants: only the server seeds a document from a file; an update is decoded before it is
committed and committed before it is broadcast; a client id belongs to one member.
"""
