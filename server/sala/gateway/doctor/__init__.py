"""The doctor: what this Sala has, lacks or has only half, each with the command that mends it.

Invariant: only the standard library is needed, so it answers also where nothing is installed.
"""
