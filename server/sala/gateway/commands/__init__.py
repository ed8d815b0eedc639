"""The commands of `python -m sala`, one module each: `describe` its words, `run` it."""
