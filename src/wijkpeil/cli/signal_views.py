"""Signals for a person in a terminal: one sentence each, and the account per kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.table import Table

from wijkpeil.cli.output import decimal_text, table
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import Signal, SignalFamily, SignalKind, SignalReport, UntestedReason

KIND_WORDS: dict[SignalKind, tuple[str, str]] = {
    "border": ("voorbij de grens", "beyond the border"),
    "level": ("anders dan de stad", "unlike the city"),
    "change": ("veranderd", "changed"),
    "gap": ("afstand tot de stad veranderd", "distance to the city changed"),
    "chart": ("regelkaart", "control chart"),
    "spread": ("ook bij de buren", "among neighbours too"),
}
REASON_WORDS: dict[UntestedReason, tuple[str, str]] = {
    "not-collected": ("niet verzameld", "not collected"),
    "suppressed": ("onderdrukt", "suppressed"),
    "invalid": ("ongeldig", "invalid"),
    "not-applicable": ("niet van toepassing", "not applicable"),
    "no-border": ("geen grens", "no border"),
    "no-chance-model": ("toeval onbekend", "chance unknown"),
    "no-size": ("geen aantal achter het cijfer", "no number behind the figure"),
    "no-reference": ("geen cijfer om mee te vergelijken", "no figure to compare with"),
    "no-spread": ("geen spreiding", "no spread"),
    "too-short": ("reeks te kort", "series too short"),
    "no-neighbours": ("geen buren", "no neighbours"),
}
DIRECTIONS = {"worse": ("▼ slechter", "▼ worse"), "better": ("▲ beter", "▲ better")}


def signals_table(programme: Programme, signals: Sequence[Signal], language: str) -> Table:
    """List signals, each with why."""
    areas = {area.id: (area.short_name or area.name).in_(language) for area in programme.definitions.areas}
    indicators = {one.id: one for one in programme.definitions.indicators}
    made = table(
        (_in(language, "Gebied", "Area"), "left"),
        (_in(language, "Indicator", "Indicator"), "left"),
        (_in(language, "Periode", "Period"), "left"),
        (_in(language, "Signaal", "Signal"), "left"),
        ("", "left"),
        (_in(language, "Waarom", "Why"), "left"),
    )
    for signal in signals:
        indicator = indicators[signal.indicator]
        made.add_row(
            areas[signal.area],
            indicator.short_name.in_(language),
            signal.period,
            _in(language, *KIND_WORDS[signal.kind]),
            _in(language, *DIRECTIONS[signal.direction]),
            why(signal, indicator, language),
        )
    return made


def why(signal: Signal, indicator: Indicator, language: str) -> str:
    """Say in one sentence why a figure is a signal."""
    value, other = (_number(one, indicator, language) for one in (signal.value, signal.reference_value))
    return _WHY[signal.kind](signal, value, other, language)


def _border(signal: Signal, value: str, other: str, language: str) -> str:
    said = _in(language, f"{value} tegen de grens {other}", f"{value} against the border {other}")
    if signal.run > 1:
        said += _in(language, f", {signal.run} perioden op rij", f", {signal.run} periods in a row")
    if not signal.certain:
        said += _in(language, "; afronding of marge laat dit open", "; rounding or margin leaves this open")
    return said


def _level(signal: Signal, value: str, other: str, language: str) -> str:
    whole = signal.reference == "city"
    against = _in(language, "de stad" if whole else "de gebieden samen", "the city" if whole else "the areas together")
    said = _in(language, f"{value} tegen {other} voor {against}", f"{value} against {other} for {against}")
    if signal.run > 1:
        said += _in(language, f", {signal.run} perioden aan deze kant", f", {signal.run} periods on this side")
    return said + _odds(signal, language)


def _change(signal: Signal, value: str, other: str, language: str) -> str:
    if signal.reference == "last-period":
        said = _in(language, f"{value}, was {other}", f"{value}, was {other}")
    else:
        said = _in(
            language,
            f"{value}, was gemiddeld {other} over {signal.points} perioden",
            f"{value}, was {other} on average over {signal.points} periods",
        )
    return said + _odds(signal, language)


def _gap(signal: Signal, value: str, other: str, language: str) -> str:
    said = _in(
        language,
        f"{value} van de stad af, was gemiddeld {other} over {signal.points} perioden",
        f"{value} away from the city, was {other} on average over {signal.points} periods",
    )
    return said + _odds(signal, language)


def _chart(signal: Signal, value: str, other: str, language: str) -> str:
    rules = ", ".join(map(str, signal.rules))
    return _in(
        language,
        f"{value} tegen {other}: breekt regel {rules} van de regelkaart over {signal.points} perioden",
        f"{value} against {other}: breaks rule {rules} of the control chart over {signal.points} periods",
    )


def _spread(signal: Signal, value: str, other: str, language: str) -> str:  # noqa: ARG001
    said = _in(
        language,
        f"{value}, en {signal.alike} van {signal.neighbours} buren staan er ook slecht voor",
        f"{value}, and {signal.alike} of {signal.neighbours} neighbours do badly too",
    )
    return said + _odds(signal, language)


_WHY: dict[SignalKind, Callable[[Signal, str, str, str], str]] = {
    "border": _border,
    "level": _level,
    "change": _change,
    "gap": _gap,
    "chart": _chart,
    "spread": _spread,
}


def _odds(signal: Signal, language: str) -> str:
    """Say how rare it is where nothing is the matter."""
    if signal.p is None:
        return ""
    times = min(round(1 / max(signal.p, 1e-9)), 1_000_000)
    most = _in(language, "hoogstens ", "at most ") if times == 1_000_000 else ""
    number = f"{times:,}".replace(",", ".") if language == "nl" else f"{times:,}"
    return _in(language, f"; bij toeval {most}1 op {number}", f"; by chance {most}1 in {number}")


def families_table(families: Iterable[SignalFamily], language: str) -> Table:
    """Put what was found beside what chance alone would give."""
    made = table(
        (_in(language, "Signaal", "Signal"), "left"),
        (_in(language, "getoetst", "tested"), "right"),
        (_in(language, "gevonden", "found"), "right"),
        (_in(language, "bij toeval verwacht", "expected by chance"), "right"),
        (_in(language, "niet te toetsen", "not testable"), "left"),
    )
    for family in families:
        untested = (f"{one.cells} {_in(language, *REASON_WORDS[one.reason])}" for one in family.untested)
        made.add_row(
            _in(language, *KIND_WORDS[family.kind]),
            str(family.tested),
            str(family.found),
            _in(language, "n.v.t.", "n/a") if family.expected is None else _expected(family.expected, language),
            ", ".join(untested),
        )
    return made


def _expected(number: float, language: str) -> str:
    return decimal_text(f"{number:.1f}", language)


def remarks(programme: Programme, report: SignalReport, language: str) -> Iterator[str]:
    """Say what stayed out."""
    if report.left_out:
        names = {one.id: one.short_name.in_(language) for one in programme.definitions.indicators}
        left = ", ".join(names[one] for one in report.left_out)
        yield _in(
            language, f"Gevoelig en daarom buiten beschouwing: {left}.", f"Sensitive and therefore left out: {left}."
        )


def _number(value: float | None, indicator: Indicator, language: str) -> str:
    """Write a figure with one decimal more than its own, where that says anything: a mean lies between figures."""
    if value is None:
        return ""
    text = f"{value:.{indicator.decimals + 1}f}".rstrip("0").rstrip(".")
    return decimal_text("0" if text == "-0" else text, language)


def _in(language: str, nl: str, en: str) -> str:
    return nl if language == "nl" else en
