"""Board packs: ordered pages made of views and texts, composed on a snapshot, and put on screen, paper and slides.

A pack file (TOML, ``data/packs``) or a kept pack is read into a `Pack`. `compose` turns it, on one snapshot, into a
`Composed`: every word, number and figure that any medium shows. Renderers read a `Composed` and nothing else, so that
all media say the same; a released pack keeps its `Composed` for good.
"""

from variation.packs.compose import compose
from variation.packs.files import read_pack, write_pack
from variation.packs.model import Pack, PackPage
from variation.packs.sheets import Chart, Composed, Sheet

__all__ = ["Chart", "Composed", "Pack", "PackPage", "Sheet", "compose", "read_pack", "write_pack"]
