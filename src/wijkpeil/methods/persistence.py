"""How many periods in a row something holds, up to the last."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def trailing_run(held: ArrayLike) -> NDArray[np.int64]:
    """Count, from the last period back, the periods in a row in which something holds; over the last axis.

    A period without a figure must be False: what was not seen does not lengthen a run, and ends it.
    """
    flags = np.asarray(held, dtype=bool)
    if flags.shape[-1] == 0:
        return np.zeros(flags.shape[:-1], dtype=np.int64)
    unbroken = np.logical_and.accumulate(flags[..., ::-1], axis=-1)
    return np.asarray(unbroken.sum(axis=-1, dtype=np.int64))
