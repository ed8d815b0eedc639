"""identity owns members, their ways in, their sessions and the answer to “who may”.

Invariants: passwords and tokens are stored only as hashes; at least one owner remains; an
invitation or an owner's link is used once; signing out everywhere ends every session at once.
"""
