"""The launcher: sets a checkout up and starts it, on a Python with nothing installed.

Invariants: only the standard library is imported here; nothing outside the checkout is changed,
except by `apt-get` on a machine where we are root; a step that was done is not done again.
"""
