"""The Human Development Index from its definition, against what the report of 2020 printed.

Source: UNDP, Human Development Report 2020, table 1 (figures of 2019). Twenty countries from the top to the bottom,
among them those whose schooling or income lies beyond a goalpost. Figures are printed rounded, so that the index is
known to lie between what the lowest and the highest figures behind the print give.
"""

from math import log
from pathlib import Path

import pandas as pd
import pytest

from wijkpeil import index as wi
from wijkpeil.methods.composite.placing import bands_of

DEFINITION = Path(__file__).resolve().parent / "indices" / "human-development.yaml"
COLUMNS = ["country", "printed", "life_expectancy", "expected_years", "mean_years", "income"]
HALF = {"life_expectancy": 0.05, "expected_years": 0.05, "mean_years": 0.05, "income": 0.5}
"""Half a last digit of each figure."""
TABLE = pd.DataFrame(
    [
        ("Norway", 0.957, 82.4, 18.1, 12.9, 66494),
        ("Ireland", 0.955, 82.3, 18.7, 12.7, 68371),
        ("Hong Kong", 0.949, 84.9, 16.9, 12.3, 62985),
        ("Australia", 0.944, 83.4, 22.0, 12.7, 48085),
        ("Netherlands", 0.944, 82.3, 18.5, 12.4, 57707),
        ("Singapore", 0.938, 83.6, 16.4, 11.6, 88155),
        ("Japan", 0.919, 84.6, 15.2, 12.9, 42932),
        ("Liechtenstein", 0.919, 80.7, 14.9, 12.5, 131032),
        ("Qatar", 0.848, 80.2, 12.0, 9.7, 92418),
        ("Cuba", 0.783, 78.8, 14.3, 11.8, 8621),
        ("China", 0.761, 76.9, 14.0, 8.1, 16057),
        ("Egypt", 0.707, 72.0, 13.3, 7.4, 11466),
        ("Gabon", 0.703, 66.5, 13.0, 8.7, 13930),
        ("Kyrgyzstan", 0.697, 71.5, 13.0, 11.1, 4864),
        ("India", 0.645, 69.7, 12.2, 6.5, 6681),
        ("Pakistan", 0.557, 67.3, 8.3, 5.2, 5005),
        ("Mauritania", 0.546, 64.9, 8.6, 4.7, 5135),
        ("Burundi", 0.433, 61.6, 11.1, 3.3, 754),
        ("Central African Republic", 0.397, 53.3, 7.6, 4.3, 993),
        ("Niger", 0.394, 62.4, 6.5, 2.1, 1201),
    ],
    columns=COLUMNS,
)


def scores(table: pd.DataFrame) -> pd.Series:
    frame = wi.score(DEFINITION, table)
    return pd.Series(list(frame["score"]), index=list(frame["area"]))


def moved(way: int) -> pd.DataFrame:
    return TABLE.assign(**{name: TABLE[name] + way * half for name, half in HALF.items()})


def test_what_is_printed_lies_between_what_rounding_leaves_open() -> None:
    low, high = scores(moved(-1)), scores(moved(1))
    for country, printed in zip(TABLE["country"], TABLE["printed"], strict=True):
        assert low[country] - 0.0005 <= printed <= high[country] + 0.0005, country
        assert high[country] - low[country] < 0.004


def test_bands_are_those_of_the_report() -> None:
    (result,) = wi.compute(DEFINITION, TABLE)
    bands = dict(zip(result.areas, bands_of(result), strict=True))
    assert [bands[name] for name in ("Qatar", "Egypt", "Gabon", "Kyrgyzstan", "Pakistan", "Mauritania")] == [
        "very-high",
        "high",
        "high",
        "medium",
        "medium",
        "low",
    ]


def test_the_formula_by_hand() -> None:
    (result,) = wi.compute(DEFINITION, TABLE)
    education = (6.5 / 18 + 2.1 / 15) / 2
    income = (log(1201) - log(100)) / (log(75000) - log(100))
    wanted = ((62.4 - 20) / 65 * education * income) ** (1 / 3)
    assert result.score[result.areas.index("Niger")] == pytest.approx(wanted, abs=1e-12)
    assert result.scores["expected_years"][result.areas.index("Australia")] == 1
    assert result.scores["income"][result.areas.index("Liechtenstein")] == 1
