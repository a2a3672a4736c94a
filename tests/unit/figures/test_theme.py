"""The colours of the statuses stay apart for every common kind of colour vision, and text on them can be read."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from variation.figures.map import _blend
from variation.figures.theme import PICKED, SEQUENTIAL, STATUS_COLOURS, WHITE, ink_on

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
VISION = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour: str) -> np.ndarray:
    part = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    return np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = matrix @ np.clip(rgb, 0, 1) / np.array([0.9505, 1.0, 1.089])
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    light, dark = sorted((float(weights @ linear(one)), float(weights @ linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("polarity", STATUS_COLOURS)
def test_statuses_differ_in_every_kind_of_vision(vision: str, polarity: str) -> None:
    colours = [STATUS_COLOURS[polarity][status] for status in (-2, -1, 0, 1, 2)]
    seen = [lab(VISION[vision] @ linear(colour)) for colour in colours]
    nearest = min(float(np.linalg.norm(a - b)) for a, b in itertools.combinations(seen, 2))
    assert nearest > 10  # CIE76; about four times what a careful eye just notices


def test_text_on_every_fill_has_the_contrast_that_wcag_asks_for() -> None:
    by_value = [_blend(step / 20) for step in range(21)]
    for colour in [
        *itertools.chain(*(palette.values() for palette in STATUS_COLOURS.values())),
        *SEQUENTIAL,
        *by_value,
    ]:
        assert contrast(colour, ink_on(colour)) >= 4.5, colour


def test_colours_of_picked_areas_can_be_read_as_text() -> None:
    assert min(contrast(colour, WHITE) for colour in PICKED) >= 4.5
