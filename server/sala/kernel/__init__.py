"""The kernel: messages, the dispatcher, the logs and what they stand on.

Invariants: it knows no context; every message enters through the dispatcher and is converted and
permitted there; a fact that was appended is durable before its caller hears of it.
"""
