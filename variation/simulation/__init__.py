"""Illustrative extracts: seeded figures at a given level and spread, with known outliers, shifts and gradients.

It imports neither the store nor the methods, so that what these find can be held against what was planted.
"""

from variation.simulation.places import Places, london, synthetic
from variation.simulation.series import Block
from variation.simulation.simulation import Simulation
from variation.simulation.truth import Gradient, Outlier, Shift, Truth, read_truth
from variation.simulation.write import frames, write_extract

__all__ = [
    "Block",
    "Gradient",
    "Outlier",
    "Places",
    "Shift",
    "Simulation",
    "Truth",
    "frames",
    "london",
    "read_truth",
    "synthetic",
    "write_extract",
]
