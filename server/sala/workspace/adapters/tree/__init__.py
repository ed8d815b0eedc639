"""A working tree on disk, reached by folder descriptors alone, so that no link leads out of it.

Every step of a path is opened relative to the step before and refuses to be a link; a link put in
place while an operation runs is refused as well.
"""
