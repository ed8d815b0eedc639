"""gateway composes the contexts on one public port; the only place that knows them all.

Invariants: it holds no rule of any context; every message goes through the dispatcher.
"""
