"""A figure that stands out says in one sentence, in both languages, what was seen, against what, how sure, how long."""

from typing import Any

import pytest

from making import area, indicator, text
from wijkpeil.model.signals import KINDS, Signal
from wijkpeil.model.watch import WatchLine
from wijkpeil.pages.signalling import en, nl
from wijkpeil.pages.signalling.lines import clauses, figure, sentence, way

SHARE = indicator("share", "low-is-better", "30", "10", decimals=0)
HERE = area("A")
COMMON: dict[str, Any] = {"area": "A", "indicator": "share", "period": "2011", "direction": "worse", "value": 36.0}


def signal(kind: str, **more: Any) -> Signal:
    return Signal(kind=kind, method="comparison", **(COMMON | more))  # type: ignore[arg-type]


BORDER = signal("border", reference="negative-border", reference_value=30.0, run=2)
LEVEL = signal("level", reference="city", reference_value=20.4, p=0.0004, n=500)
CHANGE = signal("change", reference="past", reference_value=20.1, points=8, p=1e-12)
GAP = signal("gap", value=-20.0, reference="past", reference_value=3.5, points=8, p=0.001, direction="better")
CHART = signal("chart", reference="past", reference_value=20.0, points=8, rules=(1, 2))
SPREAD = signal("spread", reference="neighbours", reference_value=None, neighbours=4, alike=3, p=0.004)
CLAUSES = [
    (
        BORDER,
        "slechter dan de vooraf getrokken grens van 30, 2 perioden op rij",
        "worse than the border of 30 that was drawn beforehand, 2 periods in a row",
    ),
    (
        signal("border", reference="positive-border", reference_value=10.6, certain=False, direction="better"),
        "beter dan de vooraf getrokken grens van 10,6 (afronding of de marge van het cijfer laat dit open)",
        "better than the border of 10.6 that was drawn beforehand (rounding or the margin of the "
        "figure leaves this open)",
    ),
    (
        LEVEL,
        "slechter dan de stad met 20,4, meer dan grootte en gewone spreiding verklaren (bij toeval 1 op de 2.500 keer)",
        "worse than the city at 20.4, by more than size and the usual spread explain (by chance once in 2,500 times)",
    ),
    (
        signal("level", reference="areas", reference_value=20.4, p=0.05, run=3),
        "slechter dan de gebieden samen met 20,4, meer dan grootte en gewone spreiding verklaren, 3 perioden aan deze "
        "kant (bij toeval 1 op de 20 keer)",
        "worse than the areas together at 20.4, by more than size and the usual spread explain, 3 periods on this side "
        "(by chance once in 20 times)",
    ),
    (
        CHANGE,
        "het werd slechter, van gemiddeld 20,1 over 8 eerdere perioden (bij toeval hoogstens 1 op de 1.000.000 keer)",
        "it got worse, from 20.1 on average over 8 earlier periods (by chance at most once in 1,000,000 times)",
    ),
    (
        signal("change", reference="last-period", reference_value=20.0, p=0.01, direction="better"),
        "het werd beter, van 20 een periode eerder (bij toeval 1 op de 100 keer)",
        "it got better, from 20 a period before (by chance once in 100 times)",
    ),
    (
        GAP,
        "het won terrein op de stad: nu 20 eronder, tegen gemiddeld 3,5 erboven over 8 eerdere perioden "
        "(bij toeval 1 op de 1.000 keer)",
        "it gained ground on the city: now 20 below it, where it was 3.5 above it on average over 8 earlier periods "
        "(by chance once in 1,000 times)",
    ),
    (
        signal("gap", value=5.0, reference="past", reference_value=0.0, points=4, p=0.02),
        "het verloor terrein op de stad: nu 5 erboven, tegen gemiddeld gelijk ermee over 4 eerdere perioden "
        "(bij toeval 1 op de 50 keer)",
        "it lost ground on the city: now 5 above it, where it was level with it on average over 4 earlier periods "
        "(by chance once in 50 times)",
    ),
    (
        CHART,
        "het verliet de grenzen waar het eerder binnen bleef, volgens regels 1 en 2 van de regelkaart over 8 eerdere "
        "perioden rond 20",
        "it left the limits that it kept to before, by rules 1 and 2 of the control chart over 8 "
        "earlier periods around 20",
    ),
    (
        signal("chart", reference="past", reference_value=20.0, points=9, rules=(4,)),
        "het verliet de grenzen waar het eerder binnen bleef, volgens regel 4 van de regelkaart over 9 eerdere "
        "perioden "
        "rond 20",
        "it left the limits that it kept to before, by rule 4 of the control chart over 9 earlier periods around 20",
    ),
    (
        SPREAD,
        "ook 3 van de 4 buren staan er slecht voor (bij toeval 1 op de 250 keer)",
        "3 of its 4 neighbours do badly too (by chance once in 250 times)",
    ),
    (
        signal("spread", reference="neighbours", reference_value=None, neighbours=1, alike=1, p=0.5),
        "ook de enige buur staat er slecht voor (bij toeval 1 op de 2 keer)",
        "its only neighbour does badly too (by chance once in 2 times)",
    ),
    (
        signal("spread", reference="neighbours", reference_value=None, neighbours=3, alike=1, p=0.25),
        "ook 1 van de 3 buren staat er slecht voor (bij toeval 1 op de 4 keer)",
        "1 of its 3 neighbours does badly too (by chance once in 4 times)",
    ),
]


def line(*signals: Signal, releases: int = 1, value: float | None = 36.0) -> WatchLine:
    return WatchLine(
        area="A", indicator="share", value=value, signals=signals, releases=releases, since="r", state="open"
    )


@pytest.mark.parametrize(("given", "dutch", "english"), CLAUSES)
def test_a_signal_is_said_in_both_languages(given: Signal, dutch: str, english: str) -> None:
    assert clauses(line(given), SHARE, "nl") == (dutch,)
    assert clauses(line(given), SHARE, "en") == (english,)


def test_every_kind_in_both_directions_has_its_words() -> None:
    said = {given.kind for given, _, _ in CLAUSES}
    assert said == set(KINDS)


def test_one_sentence_says_all_signals_of_a_figure() -> None:
    found = line(BORDER, LEVEL, SPREAD, releases=3)
    assert sentence(found, HERE, SHARE, "nl") == (
        f"Op ‘share’ staat A op 36: {CLAUSES[0][1]}; {CLAUSES[2][1]}; en {CLAUSES[10][1]}. "
        "Dit is de derde levering op rij die dat zegt."
    )
    assert sentence(found, HERE, SHARE, "en") == (
        f"On ‘share’, A stands at 36: {CLAUSES[0][2]}; {CLAUSES[2][2]}; and {CLAUSES[10][2]}. "
        "This is the third release in a row that says so."
    )


def test_one_signal_alone_is_a_sentence_too() -> None:
    assert sentence(line(SPREAD), HERE, SHARE, "en") == f"On ‘share’, A stands at 36: {CLAUSES[10][2]}."


def test_what_is_over_is_said_to_be_over() -> None:
    assert sentence(line(value=None), HERE, SHARE, "nl") == "Op ‘share’ valt A niet meer op."
    assert sentence(line(value=None), HERE, SHARE, "en") == "On ‘share’, nothing stands out in A any more."


@pytest.mark.parametrize(
    ("releases", "dutch", "english"),
    [
        (2, "tweede", "second"),
        (9, "negende", "ninth"),
        (11, "11e", "11th"),
        (21, "21e", "21st"),
        (112, "112e", "112th"),
    ],
)
def test_how_long_is_said_in_releases(releases: int, dutch: str, english: str) -> None:
    assert f"de {dutch} levering op rij" in sentence(line(BORDER, releases=releases), HERE, SHARE, "nl")
    assert f"the {english} release in a row" in sentence(line(BORDER, releases=releases), HERE, SHARE, "en")


def test_a_share_carries_its_sign_and_loses_idle_digits() -> None:
    percent = indicator("share", "low-is-better", "30", "10", decimals=1, unit=text("% van de huishoudens"))
    assert figure(58.0, percent, "nl") == "58%"
    assert figure(58.25, percent, "nl") == "58,25%"
    assert figure(-0.001, percent, "en") == "0%"
    assert figure(12480.0, SHARE, "nl") == "12.480"
    assert figure(None, SHARE, "nl") == ""


def test_the_way_is_worse_better_or_both() -> None:
    better = signal("border", reference="positive-border", reference_value=10.0, direction="better")
    assert [way(line(*given)) for given in ((BORDER,), (better,), (BORDER, better), ())] == [
        "worse",
        "better",
        "both",
        "",
    ]


def test_both_grammars_say_the_same_things() -> None:
    assert set(nl._CLAUSES) == set(en._CLAUSES) == set(KINDS)
