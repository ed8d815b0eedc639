"""The event log: facts for ever, in one order, and those who follow them."""
