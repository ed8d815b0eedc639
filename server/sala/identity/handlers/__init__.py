"""identity's handlers: each loads, lets the domain decide, and answers."""
