"""Filling gaps from the area's own other periods. ``values`` is ``(periods, n, k)``, in order of time.

Source: COINr's ``impute_panel``. A figure that is filled is marked, and never filled from a filled one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers
from wijkpeil.methods.composite.imputing import Imputed


def impute_latest(values: ArrayLike, *, most_periods: int | None = None) -> Imputed:
    """Fill by the last known figure before, at most ``most_periods`` old.

    Ties, constant, zero and negative: like any figure. Missing: what nothing known precedes is left.

    Raises:
        ValueError: not three dimensions, or a number of periods below 1.
    """
    panel = _panel(values, most_periods)
    times = np.arange(len(panel))[:, None, None]
    before = np.maximum.accumulate(np.where(np.isnan(panel), -1, times), axis=0)
    reach = len(panel) if most_periods is None else most_periods
    usable = (before >= 0) & (times - before <= reach)
    carried = np.take_along_axis(panel, np.maximum(before, 0), axis=0)
    return _filled(panel, np.where(usable, carried, panel))


def impute_linear(values: ArrayLike, *, most_periods: int | None = None) -> Imputed:
    """Fill on the straight line between the known figures before and after, over a gap of at most ``most_periods``.

    It looks ahead: a figure filled so changes when the next one comes, which the definition should want.
    Ties, constant, zero and negative: like any figure. Missing: what is not between two known figures is left.

    Raises:
        ValueError: not three dimensions, or a number of periods below 1.
    """
    panel = _panel(values, most_periods)
    last = len(panel)
    times = np.arange(last)[:, None, None]
    gaps = np.isnan(panel)
    before = np.maximum.accumulate(np.where(gaps, -1, times), axis=0)
    after = np.minimum.accumulate(np.where(gaps, last, times)[::-1], axis=0)[::-1]
    reach = last if most_periods is None else most_periods
    usable = gaps & (before >= 0) & (after < last) & (after - before - 1 <= reach)
    start = np.take_along_axis(panel, np.clip(before, 0, last - 1), axis=0)
    end = np.take_along_axis(panel, np.clip(after, 0, last - 1), axis=0)
    share = (times - before) / np.maximum(after - before, 1)
    return _filled(panel, np.where(usable, start + share * (end - start), panel))


def _panel(values: ArrayLike, most_periods: int | None) -> Numbers:
    panel = np.asarray(values, dtype=np.float64)
    if panel.ndim != 3:
        raise ValueError(say("Periods of tables of figures are expected."))
    if most_periods is not None and most_periods < 1:
        raise ValueError(say("{count} periods carry nothing: take one or more.", count=most_periods))
    return panel


def _filled(before: Numbers, after: Numbers) -> Imputed:
    return Imputed(after, np.isnan(before) & ~np.isnan(after))
