"""Sala: an open pavilion where a team and its AI write, run, discuss and ship software."""

__version__ = "0.1.0"
