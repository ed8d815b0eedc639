"""Transports: the ways by which a message reaches the dispatcher from outside this process.

Invariants: a transport decodes, names the caller, sends and encodes; it holds no rule. What a body
may hold is decided by the message types alone, and a session token never stands in one.
"""
