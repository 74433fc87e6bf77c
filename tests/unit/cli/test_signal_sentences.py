"""Each kind of signal says in one sentence, in both languages, why it is one."""

import pytest

from making import indicator
from wijkpeil.cli.signal_views import why
from wijkpeil.model.signals import Signal

SHARE = indicator("share", "low-is-better", "30", "10", decimals=0)
COMMON = {"area": "a", "indicator": "share", "period": "2011", "direction": "worse"}
SENTENCES = [
    (
        {"kind": "border", "value": 36.0, "reference": "negative-border", "reference_value": 30.0, "run": 2},
        "36 tegen de grens 30, 2 perioden op rij",
        "36 against the border 30, 2 periods in a row",
    ),
    (
        {"kind": "border", "value": 31.0, "reference": "negative-border", "reference_value": 30.6, "certain": False},
        "31 tegen de grens 30,6; afronding of marge laat dit open",
        "31 against the border 30.6; rounding or margin leaves this open",
    ),
    (
        {"kind": "level", "value": 35.0, "reference": "city", "reference_value": 20.4, "p": 0.0004},
        "35 tegen 20,4 voor de stad; bij toeval 1 op 2.500",
        "35 against 20.4 for the city; by chance 1 in 2,500",
    ),
    (
        {"kind": "change", "value": 29.0, "reference": "past", "reference_value": 20.1, "points": 8, "p": 1e-12},
        "29, was gemiddeld 20,1 over 8 perioden; bij toeval hoogstens 1 op 1.000.000",
        "29, was 20.1 on average over 8 periods; by chance at most 1 in 1,000,000",
    ),
    (
        {"kind": "change", "value": 30.0, "reference": "last-period", "reference_value": 20.0, "p": 0.01},
        "30, was 20; bij toeval 1 op 100",
        "30, was 20; by chance 1 in 100",
    ),
    (
        {"kind": "gap", "value": -20.0, "reference": "past", "reference_value": 0.0, "points": 8, "p": 0.001},
        "−20 van de stad af, was gemiddeld 0 over 8 perioden; bij toeval 1 op 1.000",
        "−20 away from the city, was 0 on average over 8 periods; by chance 1 in 1,000",
    ),
    (
        {"kind": "chart", "value": 29.0, "reference": "past", "reference_value": 20.0, "points": 8, "rules": (1, 2)},
        "29 tegen 20: breekt regel 1, 2 van de regelkaart over 8 perioden",
        "29 against 20: breaks rule 1, 2 of the control chart over 8 periods",
    ),
    (
        {"kind": "spread", "value": 40.0, "reference": "neighbours", "reference_value": None}
        | {"neighbours": 4, "alike": 3, "p": 0.004},
        "40, en 3 van 4 buren staan er ook slecht voor; bij toeval 1 op 250",
        "40, and 3 of 4 neighbours do badly too; by chance 1 in 250",
    ),
]


@pytest.mark.parametrize(("given", "dutch", "english"), SENTENCES)
def test_a_signal_says_why(given: dict, dutch: str, english: str) -> None:
    signal = Signal(method="comparison", **COMMON, **given)
    assert why(signal, SHARE, "nl") == dutch
    assert why(signal, SHARE, "en") == english
