"""What was done to a figure is said in words, whatever the treatment."""

from decimal import Decimal
from typing import get_args

import numpy as np
import pytest

from wijkpeil.index.examples import TREATING, with_functions
from wijkpeil.index.words import POINTS, brought_in
from wijkpeil.methods.composite.applying import treated
from wijkpeil.model.index_choices import Transformation, Treatment, TreatmentMethod

COLUMN = np.array([-80.0, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 60])


@pytest.mark.parametrize("method", get_args(TreatmentMethod))
@pytest.mark.parametrize("combine", [False, True])
def test_every_mark_of_a_treatment_has_words(method: str, combine: bool) -> None:
    given = dict(TREATING.get(method, {}))
    if method == "skew-kurtosis-rule":
        given |= {"combine": combine, "skewness": Decimal(0), "kurtosis": Decimal(0)}
    choice = Treatment(method=method, force=method != "skew-kurtosis-rule", **given)  # type: ignore[arg-type]
    with with_functions():
        points = treated(np.abs(COLUMN) if method in ("log", "box-cox", "custom") else COLUMN, choice).points
    said = {brought_in(point) for point in points if point}
    assert (method == "none") == (not said)
    assert all(said)


def test_two_steps_are_said_one_after_the_other() -> None:
    assert brought_in("winsorised-high+log-ct") == (
        "pulled down to the figures below it, then the logarithm of the distance to the lowest"
    )
    assert set(get_args(Transformation)) <= set(POINTS)
