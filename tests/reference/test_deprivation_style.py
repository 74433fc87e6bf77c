"""An index in the style of the English Indices of Deprivation, against a table computed by hand.

Four areas. Rank r of 4, the most deprived being 4, is spread to -23 ln(1 - r/4 (1 - exp(-100/23))), worked out with
30 digits. The weights are 22.5, 22.5 and 9.3, which add up to 54.3.
"""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from wijkpeil import index as wi

DEFINITION = Path(__file__).resolve().parent / "indices" / "deprivation.yaml"
SPREAD = {1: 6.51773326368037789516, 2: 15.64679007260289176208, 3: 31.00914353280721535478, 4: 100.0}
TABLE = pa.table(
    {
        "lsoa": ["A", "B", "C", "D"],
        "people": [1000, 2000, 1000, 500],
        "income_poor": [100, 100, 300, 100],  # per head 0.10, 0.05, 0.30, 0.20
        "jobless": [50, 20, 10, 45],  # per head 0.05, 0.01, 0.01, 0.09
        "disabled": [50, 60, 80, 10],  # per head 0.05, 0.03, 0.08, 0.02; with the jobless 0.10, 0.04, 0.09, 0.11
        "crimes": [4, 30, 12, 1],  # per thousand 4, 15, 12, 2
    }
)
RANKS = {"income": (2, 1, 4, 3), "employment": (3, 1, 2, 4), "crime": (2, 4, 3, 1)}
SCORES = (22.0124, 22.5285, 53.2309, 55.4019)
"""(22.5 income + 22.5 employment + 9.3 crime) / 54.3, to four decimals."""


def test_domains_are_ranked_and_spread() -> None:
    (result,) = wi.compute(DEFINITION, TABLE)
    for domain, ranks in RANKS.items():
        assert result.scores[domain] == pytest.approx([SPREAD[rank] for rank in ranks], abs=1e-12), domain


def test_weights_of_any_sum_make_a_mean() -> None:
    (result,) = wi.compute(DEFINITION, TABLE)
    assert np.round(result.score, 4).tolist() == list(SCORES)
    assert result.ranks.tolist() == [4, 3, 2, 1]


def test_groups_of_equal_size_begin_with_the_most_deprived() -> None:
    frame = wi.score(DEFINITION, TABLE)
    groups = dict(zip(frame["area"].to_pylist(), frame["quantile"].to_pylist(), strict=True))
    assert groups == {"D": 1, "C": 1, "B": 2, "A": 2}
