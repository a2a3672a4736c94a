"""Standard populations for direct standardisation."""

from __future__ import annotations

import numpy as np

AGE_BANDS = (
    *(f"{age}-{age + 4}" for age in range(0, 90, 5)),
    "90+",
)

# European Standard Population 2013, five-year bands 0-4 … 85-89, 90+; the two youngest bands of the original (under 1:
# 1 000; 1-4: 4 000) are one here. Eurostat (2013). Revision of the European Standard Population. Luxembourg:
# Publications Office of the European Union, p. 121. https://doi.org/10.2785/11470
ESP2013 = np.array(
    [5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000],
    dtype=np.float64,
)
ESP2013.setflags(write=False)
