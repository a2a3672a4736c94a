"""Finds tables that are proof that a count is open: they agree with all that is shown, and the count is another."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from variation.methods.arguments import Flags, Floats

SECONDS = 5.0  # for one whole-number search; when it runs out the cell is reported as exposed, never passed over
ZERO = 20.0  # cost of withholding a shown 0, against 1 + log(1 + count): only where little else serves
SHORT = 1e6  # cost of each unit short of the promised interval: more than any detour through other cells


class Search:
    """Finds tables that differ from the true one only where cells are withheld or absent, withholding more if need be.

    Of an absent cell nobody knows anything but its relations, so it may move for nothing, from any number that fits
    them: whether a table holds does not depend on where it was found from.
    """

    def __init__(self, x: Floats, matrix: Any, n: Floats, out: Flags) -> None:
        self.absent = np.isnan(x)
        self.x = _settled(x, matrix, n)
        self.matrix = matrix
        # of a withheld cell nobody knows more than that it lies between nothing and all
        self.down = np.where(out, 0.0, self.x)
        self.up = np.where(out, 0.0, n - self.x)
        self.cost = np.where((x == 0) | (x == n), ZERO, 1 + np.log1p(self.x))

    def protect(self, wanted: Flags, low: Floats, high: Floats) -> tuple[Floats, Floats, Flags]:
        """Reached ends of each wanted cell, and the cells that have to be withheld for it."""
        free = np.ones(self.x.size, dtype=bool)
        order = np.flatnonzero(wanted)[np.argsort(self.x[wanted], kind="stable")]
        least, most, moved = self._pass(order, free, low, high, wanted)
        if (moved & ~wanted & ~self.absent).any():
            least, most, moved = self._pass(order[::-1], moved, low, high, wanted)
        return least, most, moved

    def _pass(
        self, order: NDArray[np.intp], free: Flags, low: Floats, high: Floats, wanted: Flags
    ) -> tuple[Floats, Floats, Flags]:
        """One round over the wanted cells, of which only free ones may move."""
        least, most, withheld = self.x.copy(), self.x.copy(), wanted | self.absent
        for cell in order.tolist():
            for goal in (low[cell], high[cell]):
                if not least[cell] <= goal <= most[cell]:  # else an earlier table, or the true one, is proof already
                    moves = self._moves(cell, goal - self.x[cell], withheld, free)
                    withheld |= moves != 0
                    # a table proves all that it holds; of what lies between two tables only the ends are claimed
                    least, most = np.minimum(least, self.x + moves), np.maximum(most, self.x + moves)
        return least, most, withheld

    def _moves(self, cell: int, goal: float, withheld: Flags, free: Flags) -> Floats:
        """The cheapest whole displacement that moves the cell as far as its goal, or as near to it as can be."""
        from scipy import sparse
        from scipy.optimize import Bounds, LinearConstraint, milp

        may = np.flatnonzero(free & ((self.up > 0) | (self.down > 0)))
        if not self.matrix.shape[0]:
            moves = np.zeros(self.x.size)
            moves[cell] = goal if free[cell] else 0.0
            return moves
        k, at = may.size, int(np.searchsorted(may, cell))
        up, down = self.up[may].copy(), self.down[may].copy()
        forward, back = (up, down) if goal > 0 else (down, up)
        forward[at], back[at] = abs(goal), 0.0
        cost = np.where(withheld[may], 1e-3, self.cost[may])
        costs = np.concatenate([cost, cost])
        costs[at + (0 if goal > 0 else k)] = -SHORT  # the more it moves the better
        a = self.matrix[:, may]
        balance = LinearConstraint(sparse.hstack([a, -a], format="csr"), 0, 0)
        for whole in (0, 1):
            found = milp(
                costs,
                integrality=np.full(2 * k, whole),
                bounds=Bounds(np.zeros(2 * k), np.concatenate([up, down])),
                constraints=balance,
                options={"time_limit": SECONDS, "mip_rel_gap": 1e-6},
            )
            if found.x is None:
                continue
            moves = np.zeros(self.x.size)
            moves[may] = np.rint(found.x[:k] - found.x[k:])
            # a table is proof only if it holds exactly: whole, adding up, within bounds
            holds = not np.any(self.matrix @ moves) and bool(((moves <= self.up) & (-moves <= self.down)).all())
            if holds and (whole or moves[cell] == goal):
                return moves
        return np.zeros(self.x.size)


def _settled(x: Floats, matrix: Any, n: Floats) -> Floats:
    """The counts with whole numbers in place of absent ones, between 0 and `n`, so that all relations hold."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    absent = np.isnan(x)
    full = np.where(absent, 0.0, x)
    if not absent.any() or not np.any(matrix @ full):
        return full
    k = int(absent.sum())
    rest = -(matrix @ full)
    found = milp(
        np.ones(k),
        integrality=np.ones(k, dtype=np.int8),
        bounds=Bounds(np.zeros(k), n[absent]),
        constraints=LinearConstraint(matrix[:, absent], rest, rest),
        options={"time_limit": SECONDS},
    )
    if found.x is not None:
        full[absent] = np.rint(found.x)
    if found.x is None or np.any(matrix @ full):
        raise ValueError("relations do not hold: no counts in place of the absent ones make them add up")
    return full
