"""Handwritten routes: files up and down, and archives; they translate and do nothing else."""
