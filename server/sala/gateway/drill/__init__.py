"""The drill: a server of its own is hurt in every way it should survive, and what is left counted.

People type into scratch documents; their network is cut, the server is killed and comes back, and
`git reset --hard` runs in the working tree. Lost is what was acknowledged and is nowhere; doubled
is what is there twice. What a reset takes away on purpose, written before it, is neither.
"""
