"""Draws of areas' true levels, given what was seen of them and how much of it may be chance."""

from __future__ import annotations

import numpy as np

from variation.methods.arguments import Floats

MINIMUM_AREAS = 5  # with fewer the spread between true levels is hardly known at all
CELLS = 200  # of the grid of τ
NESTED = 50  # each way, of the grid of two


def draw_levels(y: Floats, s2: Floats, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """True levels of k areas drawn from their joint posterior, and the τ of each draw.

    Parameters
    ----------
    y, s2 : (k,) arrays of observed levels and their chance variances, all finite, s2 above 0
    draws : int
    rng : NumPy generator

    Returns
    -------
    levels : (draws, k)
    tau : (draws,)

    Notes
    -----
    y ~ N(θ, s²), θ ~ N(μ, τ²), μ and τ flat (Gelman 2006). τ is drawn from its posterior on a grid of CELLS cells,
    ``p(τ) ∝ Π v^(−1/2) (Σ1/v)^(−1/2) exp(−Σ(y − ȳ)²/2v)``, v = s² + τ²; then μ given τ; then each θ about
    ``(1 − b)y + bμ`` with variance s²(1 − b), b = s²/v.

    References
    ----------
    Gelman A et al. (2013). Bayesian data analysis, 3rd ed. Chapman & Hall, section 5.4.
    Gelman A (2006). Prior distributions for variance parameters in hierarchical models. Bayesian Anal 1, 515-534.
    """
    # far enough that the tail of τ is inside, also where all observed levels are alike
    top = 4 * y.std(ddof=1) + 2 / np.sqrt(np.mean(1 / s2))
    grid = (np.arange(CELLS) + 0.5) * top / CELLS
    weight = 1 / (s2 + grid[:, None] ** 2)
    total = weight.sum(axis=1)
    centre = weight @ y / total
    away = (weight * (y - centre[:, None]) ** 2).sum(axis=1)
    log = 0.5 * (np.log(weight).sum(axis=1) - np.log(total) - away)
    heap = np.cumsum(np.exp(log - log.max()))
    cell = np.searchsorted(heap, rng.random(draws) * heap[-1]).clip(0, CELLS - 1)
    mu = centre[cell] + rng.standard_normal(draws) / np.sqrt(total[cell])
    tau = grid[cell] + (rng.random(draws) - 0.5) * top / CELLS
    drawn_in = s2 / (s2 + tau[:, None] ** 2)
    noise = np.sqrt(s2 * (1 - drawn_in)) * rng.standard_normal((draws, len(y)))
    return y + drawn_in * (mu[:, None] - y) + noise, tau


def draw_nested(y: Floats, s2: Floats, member: Floats, draws: int, rng: np.random.Generator) -> Floats:
    """True levels of k areas in groups, each area alike to its group, drawn from their joint posterior.

    Parameters
    ----------
    y, s2 : (k,) arrays as in `draw_levels`
    member : (k, groups) array of 0 and 1
    draws : int
    rng : NumPy generator

    Returns
    -------
    levels : (draws, k)

    Notes
    -----
    y ~ N(θ, s²), θ ~ N(β, ω²) about the mean β of its group, β ~ N(μ, τ²); μ, ω and τ flat. (ω, τ) is drawn from its
    posterior on a grid; with v = s² + ω², W = Σ1/v and m = Σ(y/v)/W of a group, and V = 1/W + τ²,
    ``p ∝ Π v^(−1/2) exp(−(y − m)²/2v) × Π (WV)^(−1/2) exp(−(m − μ̂)²/2V) × (Σ1/V)^(−1/2)``. Then μ, β and θ in turn.
    """
    size = member.sum(axis=0)
    seen = y @ member / size
    least = 2 / np.sqrt(np.mean(1 / s2))
    inner, outer = (
        (np.arange(NESTED) + 0.5) * (4 * part.std(ddof=1) + least) / NESTED for part in (y - member @ seen, seen)
    )
    weight = 1 / (s2 + inner[:, None] ** 2)  # (ω, k)
    total = weight @ member
    mean = (weight * y) @ member / total
    own = np.log(weight).sum(axis=1) - (weight * (y - mean @ member.T) ** 2).sum(axis=1) - np.log(total).sum(axis=1)
    precision = 1 / (1 / total[:, None] + outer[:, None] ** 2)  # (ω, τ, groups)
    whole = precision.sum(axis=-1)
    centre = (precision * mean[:, None]).sum(axis=-1) / whole
    away = (precision * (mean[:, None] - centre[..., None]) ** 2).sum(axis=-1)
    log = 0.5 * (own[:, None] + np.log(precision).sum(axis=-1) - away - np.log(whole))
    heap = np.cumsum(np.exp(log - log.max()))
    at, to = np.divmod(np.searchsorted(heap, rng.random(draws) * heap[-1]).clip(0, NESTED**2 - 1), NESTED)
    mu = (centre[at, to] + rng.standard_normal(draws) / np.sqrt(whole[at, to]))[:, None]
    within, between = inner[at][:, None], outer[to][:, None]
    held = total[at] * between**2 / (1 + total[at] * between**2)  # what a group keeps of its own mean
    group = mu + held * (mean[at] - mu) + between * np.sqrt(1 - held) * rng.standard_normal(held.shape)
    kept = within**2 / (within**2 + s2)
    about = group @ member.T
    levels: Floats = about + kept * (y - about) + np.sqrt(s2 * kept) * rng.standard_normal(kept.shape)
    return levels
