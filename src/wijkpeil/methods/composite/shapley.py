"""A difference shared out over what changed, whatever the order in which it changed.

L. S. Shapley, *A value for n-person games* (1953); A. F. Shorrocks, *Decomposition procedures for distributional
analysis: a unified framework based on the Shapley value*, Journal of Economic Inequality 11 (2013), 99-126. Each factor
gets the mean of what it changes over all orders in which the factors could change one after the other; the shares add
up to the whole difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import factorial

import numpy as np

from wijkpeil.methods.composite.columns import Numbers


def shared_out(outcome: Callable[[tuple[bool, ...]], Numbers], factors: Sequence[str]) -> dict[str, Numbers]:
    """Share out ``outcome(all True) - outcome(all False)``, computed once for each mix of old (False) and new (True).

    A factor that makes no difference in any mix gets exactly 0.
    """
    count = len(factors)
    found = {mix: outcome(mix) for mix in product((False, True), repeat=count)}
    shares: dict[str, Numbers] = {}
    for at, factor in enumerate(factors):
        whole = np.zeros_like(found[(False,) * count])
        for mix, value in found.items():
            if not mix[at]:
                before = sum(mix)
                weight = factorial(before) * factorial(count - before - 1) / factorial(count)
                whole = whole + weight * (found[(*mix[:at], True, *mix[at + 1 :])] - value)
        shares[factor] = whole
    return shares
