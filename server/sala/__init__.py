"""Sala: the open pavilion where a team and its AI write, run, discuss and ship software together."""
