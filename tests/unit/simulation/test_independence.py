"""The simulation shares no code with what it is used to test."""

from __future__ import annotations

import subprocess
import sys

HEAVY_OR_TESTED = (
    "variation.methods",
    "variation.store",
    "variation.ingest",
    "variation.analyses",
    "pandas",
    "sqlalchemy",
)


def test_simulating_imports_neither_methods_nor_store_nor_pandas(project) -> None:
    code = (
        "import sys; from pathlib import Path; import variation.simulation as s;"
        "from variation.indicators import load_catalogue;"
        "made = s.Simulation([load_catalogue(Path('data')).indicator('suicide')], s.london(Path('data')), seed=1);"
        "made.truth(); [b.rows for b in made.blocks()];"
        f"print([name for name in {HEAVY_OR_TESTED!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=project, check=True)
    assert done.stdout.strip() == "[]"
