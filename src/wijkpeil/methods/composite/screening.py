"""Which areas have enough figures to take part; who is left out is told, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Flags, Numbers, table_of


@dataclass(frozen=True, slots=True)
class Screened:
    """The outcome per area, each of shape ``(n,)``."""

    missing: NDArray[np.intp]
    zero: NDArray[np.intp]
    available: Numbers
    """Share of the indicators that is known."""
    not_zero: Numbers
    """Share of the known figures that is not 0; NaN where none is known."""
    too_few: Flags
    too_many_zeros: Flags
    included: Flags


def screen(
    values: ArrayLike,
    *,
    by: Literal["missing", "zeros", "both", "none"] = "missing",
    least_available: float = 2 / 3,
    least_not_zero: float = 0.05,
    always: ArrayLike | None = None,
    never: ArrayLike | None = None,
) -> Screened:
    """Tell which areas have at least the shares of known and of non-zero figures that are asked.

    ``always`` and ``never`` are ``(n,)`` marks of areas that the definition keeps or leaves out whatever they have.
    Source: COINr's ``Screen``. Ties, constant and negative: like any figure. Missing and zero: counted.

    Raises:
        ValueError: a share that is not between 0 and 1, or an area that is both kept and left out.
    """
    for share in (least_available, least_not_zero):
        if not 0 <= share <= 1:
            raise ValueError(say("A minimum availability of {value} is not between 0 and 1.", value=share))
    table = table_of(values)
    n, k = table.shape
    missing, zero = np.isnan(table).sum(axis=1), (table == 0).sum(axis=1)
    available = 1 - missing / k
    not_zero = np.full(n, np.nan)
    np.divide(zero, k - missing, out=not_zero, where=missing < k)
    not_zero = 1 - not_zero
    too_few, too_many_zeros = available < least_available, not_zero < least_not_zero
    out = (too_few & (by in ("missing", "both"))) | (too_many_zeros & (by in ("zeros", "both")))
    kept, left = (np.zeros(n, np.bool_) if one is None else np.asarray(one, np.bool_) for one in (always, never))
    if (kept & left).any():
        raise ValueError(
            say("An area is kept and left out at once; the first is row {row}.", row=int(np.argmax(kept & left)))
        )
    return Screened(missing, zero, available, not_zero, too_few, too_many_zeros, (~out | kept) & ~left)
