"""From several columns to one: the means of which the order does not matter.

Each takes ``values (n, k)`` and ``weights (k,)`` and gives ``(n,)``. Missing cells drop out of their row and the
weights of the others are scaled up to the whole; a row without a known cell of weight above 0 gives NaN, and
``availability`` tells how much of a row is known. Rows of equal cells give that cell: means are idempotent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from wijkpeil.errors import say
from wijkpeil.methods.composite.columns import Numbers, table_of, weights_of


def arithmetic_mean(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the weighted mean: a shortfall in one cell is made good by as much elsewhere (fully compensatory).

    Source: Handbook, step 6, *additive aggregation*.
    Ties, constant, zero and negative: like any figure. Missing: left out, weights scaled up.

    Raises:
        ValueError: weights that are below 0, all 0, or of another number.
    """
    table = table_of(values)
    return _mean(*_sums(table, weights_of(weights, table.shape[1])))


def weighted_sum(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the sum of the cells times the weights as given; a row with a missing cell gives what the known ones would
    at full weight.

    Source: Flanagan et al. (2011): the sum of percentile ranks in a theme.
    Ties, constant, zero and negative: like any figure.
    Missing: the mean of the known cells times the sum of all weights, so that a gap does not count as 0.

    Raises:
        ValueError: weights that are below 0, all 0, or of another number.
    """
    table = table_of(values)
    given = weights_of(weights, table.shape[1])
    return _mean(*_sums(table, given)) * float(given.sum())


def geometric_mean(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the weighted geometric mean: a low cell weighs more than a high one makes good.

    Source: Handbook, step 6, *geometric aggregation*; UNDP, *Human Development Report 2010, technical note 1*.
    Ties and constant: like any figure. Missing: left out, weights scaled up.
    Zero and negative: refused, since one zero would make the whole zero; normalise to a scale that begins above 0.

    Raises:
        ValueError: a cell is 0 or below; weights as in ``arithmetic_mean``.
    """
    table = table_of(values)
    _above_zero(table)
    return np.exp(arithmetic_mean(np.log(table), weights))


def harmonic_mean(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the weighted harmonic mean: a low cell weighs more still than in the geometric mean.

    Source: COINr's ``a_hmean``; it is the generalised mean of power -1.
    Ties and constant: like any figure. Missing: left out, weights scaled up. Zero and negative: refused.

    Raises:
        ValueError: a cell is 0 or below; weights as in ``arithmetic_mean``.
    """
    table = table_of(values)
    _above_zero(table)
    return 1 / arithmetic_mean(1 / table, weights)


def generalised_mean(values: ArrayLike, weights: ArrayLike, *, power: float) -> Numbers:
    """Give the weighted power mean: 1 is the arithmetic, 0 the geometric and -1 the harmonic; the lower, the less
    compensation.

    Source: G. H. Hardy, J. E. Littlewood and G. Pólya, *Inequalities* (1934), chapter 2.
    Ties and constant: like any figure. Missing: left out, weights scaled up.
    Zero: refused for a power of 0 or below. Negative: refused unless the power is 1.

    Raises:
        ValueError: cells outside the domain of the power, a power that is infinite; weights as in ``arithmetic_mean``.
    """
    if not np.isfinite(power):
        raise ValueError(say("A power of {power} is not finite.", power=power))
    if power == 1:
        return arithmetic_mean(values, weights)
    if power == 0:
        return geometric_mean(values, weights)
    table = table_of(values)
    _above_zero(table, or_zero=power > 0)
    # Taking out the greatest cell of a row keeps high powers from overflowing; it changes nothing else.
    most = np.fmax.reduce(table, axis=1, initial=np.nan)
    unit = np.where(most > 0, most, 1.0)[:, None]
    raised = np.power(table / unit, power)
    return np.power(arithmetic_mean(raised, weights), 1 / power) * unit[:, 0]


def count_of_flags(values: ArrayLike, weights: ArrayLike | None = None, *, at_least: float = 1.0) -> Numbers:
    """Give how many cells of a row are ``at_least`` so high: the flags of a card of reds.

    Source: Flanagan et al. (2011); the VROM card of the application of 2007. Weights count a flag as so many.
    Ties and constant: like any figure. Missing: not counted, so that the count is the least it can be; a row without
    any known cell gives NaN. Zero and negative: no flag, unless ``at_least`` says so.

    Raises:
        ValueError: weights that are below 0, all 0, or of another number.
    """
    table = table_of(values)
    given = weights_of(np.ones(table.shape[1]) if weights is None else weights, table.shape[1])
    counts, _ = _sums((table >= at_least).astype(np.float64), given)
    return np.where(np.isnan(table).all(axis=1), np.nan, counts)


def minimum(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the least cell of a row: nothing makes good what is lost on the weakest part. A weight of 0 leaves a cell
    out.

    Source: G. H. Hardy, J. E. Littlewood and G. Pólya, *Inequalities* (1934), chapter 2: the power mean of minus
    infinity; the *weakest link* of ecology.
    Ties, constant, zero and negative: like any figure. Missing: left out.

    Raises:
        ValueError: weights as in ``arithmetic_mean``.
    """
    return np.asarray(np.fmin.reduce(_of_weight(values, weights), axis=1))


def maximum(values: ArrayLike, weights: ArrayLike) -> Numbers:
    """Give the greatest cell of a row: one part decides. A weight of 0 leaves a cell out.

    Source: as of ``minimum``, the power mean of infinity.
    Ties, constant, zero and negative: like any figure. Missing: left out.

    Raises:
        ValueError: weights as in ``arithmetic_mean``.
    """
    return np.asarray(np.fmax.reduce(_of_weight(values, weights), axis=1))


def _of_weight(values: ArrayLike, weights: ArrayLike) -> Numbers:
    table = table_of(values)
    return table[:, weights_of(weights, table.shape[1]) > 0]


def _sums(table: Numbers, weights: Numbers) -> tuple[Numbers, Numbers]:
    """Give of each row the weighted sum of the known cells, and the weight that is known.

    Column by column, so that equal rows give equal sums to the last bit wherever they stand: a matrix product does not
    promise that, and would break ties by chance.
    """
    sums, weight = np.zeros(table.shape[0]), np.zeros(table.shape[0])
    for column, each in zip(table.T, weights.tolist(), strict=True):
        known = column == column
        if not known.all():
            sums += np.where(known, column, 0.0) * each
            weight += known * each
        else:
            sums += column * each
            weight += each
    return sums, weight


def _mean(sums: Numbers, weight: Numbers) -> Numbers:
    # A row without any known cell of weight is 0 / 0.
    with np.errstate(invalid="ignore"):
        return sums / weight


def _above_zero(table: Numbers, or_zero: bool = False) -> None:
    outside = table < 0 if or_zero else table <= 0
    if outside.any():
        raise ValueError(
            say(
                "{count} cells are not above 0, the least is {value}: this mean has no meaning for them. "
                "Normalise to a scale that begins above 0, such as 1 to 100, or take the arithmetic mean.",
                count=int(outside.sum()),
                value=float(np.nanmin(table)),
            )
        )
