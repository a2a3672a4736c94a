"""Load 40,000 rows that all have one value, saying how far it is: the victim of test_store_concurrency."""

import sys

import numpy as np
import pandas as pd

from tests.store_frames import USUAL, info
from variation.observations import COLUMNS
from variation.store import open_store

CHUNKS, ROWS = 5, 8_000


def frames(value):
    for chunk in range(CHUNKS):
        print(f"chunk {chunk}", flush=True)
        number = np.arange(ROWS)
        year = 1000 + number // 33 % 100
        columns = USUAL | {
            "indicator": f"{chunk}-" + pd.Series(number // 3300).astype(str),
            "area": "E" + pd.Series(number % 33).astype(str),
            "period": pd.Series(year).astype(str),
            "start": year * 100 + 1,
            "end": year * 100 + 12,
            "value": float(value),
        }
        yield pd.DataFrame(columns, columns=list(COLUMNS))
    print("staged", flush=True)


if __name__ == "__main__":
    open_store(sys.argv[1]).load(frames(sys.argv[2]), info(sys.argv[2]))
