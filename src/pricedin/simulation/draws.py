"""Named random streams, and quasi-random points for facts and parameters.

Each stream comes from ``SeedSequence(seed, spawn_key=(id,))`` with a fixed id, so that a new
stream leaves the old ones as they were, and two things that are compared can share their draws
(common random numbers). Same seed, same answer, however the work is split.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from pricedin.errors import InputError
from pricedin.simulation.arrays import FloatArray

Stream = Literal[
    "level",
    "drift",
    "start",
    "window",
    "round",
    "exit",
    "sector",
    "parameters",
    "pilot_level",
    "pilot_drift",
    "pilot_start",
    "repeat_level",
    "repeat_start",
]

STREAM_IDS: dict[str, int] = {
    "level": 1,
    "drift": 2,
    "start": 3,
    "window": 4,
    "round": 5,
    "exit": 6,
    "sector": 7,
    "parameters": 8,
    "pilot_level": 9,
    "pilot_drift": 10,
    "pilot_start": 11,
    "repeat_level": 12,
    "repeat_start": 13,
}
BIT_GENERATOR = "PCG64DXSM"


@dataclass(frozen=True, slots=True)
class Draws:
    """Named streams of one seed; `replicate` gives independent repeats of all of them."""

    seed: int
    replicate: int = 0

    def generator(self, stream: Stream) -> np.random.Generator:
        """Return a fresh generator of a stream; called twice it starts anew."""
        if self.seed < 0:
            raise InputError(f"a seed is not negative; got {self.seed}")
        key = (STREAM_IDS[stream], self.replicate)
        return np.random.Generator(
            np.random.PCG64DXSM(np.random.SeedSequence(self.seed, spawn_key=key))
        )

    def normals(
        self, stream: Stream, steps: int, paths: int, *, antithetic: bool = True
    ) -> FloatArray:
        """Return standard normals of shape (steps, paths).

        With `antithetic` the second half of the paths mirrors the first: the mean of anything
        that rises or falls with the shocks comes out steadier, and any mean stays right.
        """
        generator = self.generator(stream)
        if antithetic and paths % 2 == 0:
            half = generator.standard_normal((steps, paths // 2))
            return np.concatenate([half, -half], axis=1)
        return generator.standard_normal((steps, paths))

    def uniforms(self, stream: Stream, steps: int, paths: int) -> FloatArray:
        """Return uniforms in (0, 1) of shape (steps, paths)."""
        return self.generator(stream).random((steps, paths))

    def points(self, count: int, dimensions: int) -> FloatArray:
        """Return scrambled Sobol points in (0, 1) of shape (count, dimensions).

        `count` is best a power of two. The first columns are the same for any number of
        dimensions, so that one more input leaves the others' draws as they were.
        """
        if dimensions == 0:
            return np.empty((count, 0))
        # One sampler a column block keeps the columns of a longer list a prefix of it.
        return _scrambled(self, count, max(dimensions, _MAX_DIMENSIONS))[:, :dimensions]


@lru_cache(maxsize=64)
def _scrambled(draws: Draws, count: int, dimensions: int) -> FloatArray:
    """Return the points of all dimensions, which every reading and class of a seed shares."""
    from scipy.stats import qmc

    sampler = qmc.Sobol(d=dimensions, scramble=True, rng=draws.generator("parameters"))
    found = np.clip(np.asarray(sampler.random(count), dtype=np.float64), 1e-9, 1 - 1e-9)
    found.setflags(write=False)
    return found


# Drawn always, so that scrambling does not depend on how many inputs are uncertain.
_MAX_DIMENSIONS = 64


def standard_error(values: FloatArray, *, antithetic: bool = True) -> float:
    """Return the standard error of the mean of `values` along its last axis, pooled.

    Mirrored halves are averaged first, since a path and its mirror are not independent.
    """
    flat = values.reshape(-1, values.shape[-1])
    if antithetic and flat.shape[-1] % 2 == 0:
        half = flat.shape[-1] // 2
        flat = 0.5 * (flat[:, :half] + flat[:, half:])
    pooled = flat.mean(axis=0)
    if pooled.size < 2:
        return 0.0
    return float(pooled.std(ddof=1) / np.sqrt(pooled.size))
