"""Rules that tell when a control chart says that something changed, and how often each cries wolf.

The four tests of the *Statistical Quality Control Handbook* (Western Electric, 1956), which are also Nelson's tests 1,
5 and 6 and his test 2 with eight points for nine. Scores are distances from the centre in standard deviations.

| rule | says that something changed where |
|---|---|
| 1 | a point lies beyond 3 |
| 2 | two of three successive points lie beyond 2, on one side |
| 3 | four of five successive points lie beyond 1, on one side |
| 4 | eight successive points lie on one side of the centre |

On an unchanged normal series of known centre and spread, the mean number of points to a false alarm is that of C. W.
Champ and W. H. Woodall, *Exact results for Shewhart control charts with supplementary runs rules*, Technometrics
29 (1987), 393-399; ``run_length.mean_run_length`` computes it, and ``chart_alarm`` what limits from a short series do.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijkpeil.methods.funnel import Numbers


class Rule(NamedTuple):
    """``needed`` of the last ``window`` points lie beyond ``beyond`` on one side."""

    needed: int
    window: int
    beyond: float


RULES = {1: Rule(1, 1, 3.0), 2: Rule(2, 3, 2.0), 3: Rule(4, 5, 1.0), 4: Rule(8, 8, 0.0)}
ALL_RULES = tuple(RULES)


def rule_breaks(scores: ArrayLike, rule: int) -> NDArray[np.int8]:
    """Give per point 1 (too high), -1 (too low) or 0, over the last axis; shape as ``scores``.

    A point breaks a rule when it completes the pattern and is part of it. A missing point (NaN) is part of none, and
    takes its place in the window all the same.
    """
    points = np.asarray(scores, dtype=np.float64)
    return _side(points, RULES[rule]) - _side(-points, RULES[rule])


def last_breaks(scores: ArrayLike, rule: int) -> NDArray[np.int8]:
    """Give what ``rule_breaks`` gives for the last point alone; shape of ``scores`` without its last axis."""
    needed, window, beyond = RULES[rule]
    points = np.asarray(scores, dtype=np.float64)[..., -window:]
    sides = []
    for outside in (points > beyond, points < -beyond):
        sides.append((outside[..., -1] & (outside.sum(axis=-1, dtype=np.int8) >= needed)).astype(np.int8))
    return np.asarray(sides[0] - sides[1])


def _side(points: Numbers, rule: Rule) -> NDArray[np.int8]:
    outside = points > rule.beyond
    counted = np.zeros(points.shape, dtype=np.int8)
    for back in range(min(rule.window, points.shape[-1])):
        counted[..., back:] += outside[..., : points.shape[-1] - back]
    return (outside & (counted >= rule.needed)).astype(np.int8)
