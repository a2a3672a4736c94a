"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how long a case takes says more of the machine than of the code: speed has benchmarks
settings.register_profile("atlas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("atlas")

PROJECT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def data() -> Path:
    return PROJECT / "data"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real extracts, named by VARIATION_SHARED (default ../shared)."""
    folder = Path(os.environ.get("VARIATION_SHARED") or PROJECT.parent / "shared")
    if not (folder / "extracts").is_dir():
        pytest.skip(f"real extracts: no {folder}/extracts (set VARIATION_SHARED)")
    return folder
