"""Statistics of unwarranted variation on arrays: no files, no frames, no drawing.

Array-likes in, frozen dataclasses of NumPy arrays out. NaN means "cannot be computed"; a ``ValueError`` that names the
argument means misuse. Every module stands alone; docs/methods explains when to use which.
"""
