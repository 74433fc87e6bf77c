"""From signals to what their sentences are made of: names, numbers as people write them, odds."""

from __future__ import annotations

from decimal import Decimal

from wijkpeil.model.areas import Area
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.signals import Signal, SignalKind, UntestedReason
from wijkpeil.model.watch import WatchLine
from wijkpeil.pages.format import inline, number
from wijkpeil.pages.signalling import grammar
from wijkpeil.pages.signalling.parts import MOST_ODDS, Side, Stand, Stands

KIND_WORDS: dict[SignalKind, tuple[str, str]] = {
    "border": ("voorbij de grens", "beyond the border"),
    "level": ("anders dan de stad", "unlike the city"),
    "change": ("veranderd", "changed"),
    "gap": ("afstand tot de stad veranderd", "distance to the city changed"),
    "chart": ("regelkaart", "control chart"),
    "spread": ("ook bij de buren", "among neighbours too"),
}
"""Each kind in a few words, in Dutch and in English."""
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
"""Why a figure was not tested, in a few words."""
DIRECTIONS = {"worse": ("▼ slechter", "▼ worse"), "better": ("▲ beter", "▲ better"), "both": ("◆ beide", "◆ both")}
"""Which way a line stands out, with its sign."""


def said_in(words: tuple[str, str], language: str) -> str:
    """Choose between Dutch and English."""
    return words[0] if language == "nl" else words[1]


def sentence(line: WatchLine, area: Area, indicator: Indicator, language: str) -> str:
    """Say a line of the watch list in one sentence."""
    found: str = grammar(language).stand(
        Stand(
            area=(area.short_name or area.name).in_(language),
            indicator=inline(indicator.short_name.in_(language)),
            value=figure(line.value, indicator, language),
            signals=tuple(stands(signal, indicator, language) for signal in line.signals),
            releases=line.releases,
        )
    )
    return found


def clauses(line: WatchLine, indicator: Indicator, language: str) -> tuple[str, ...]:
    """Say each signal of a line as a sentence part, in the order of ``signals``."""
    spoken = grammar(language)
    return tuple(spoken.clause(stands(signal, indicator, language)) for signal in line.signals)


def way(line: WatchLine) -> str:
    """Tell which way a line stands out: ``worse``, ``better``, or ``both``; empty without signals."""
    found = {signal.direction for signal in line.signals}
    return "both" if len(found) > 1 else next(iter(found), "")


def stands(signal: Signal, indicator: Indicator, language: str) -> Stands:
    """Write the numbers of a signal out."""
    value, other = signal.value, signal.reference_value
    if signal.kind == "gap":
        value, other = abs(value), None if other is None else abs(other)
    odds = None if signal.p is None else min(round(1 / max(signal.p, 1e-9)), MOST_ODDS)
    return Stands(
        kind=signal.kind,
        direction=signal.direction,
        reference=signal.reference,
        value=figure(value, indicator, language),
        other=figure(other, indicator, language),
        odds="" if odds is None else number(odds, language),
        odds_at_most=odds == MOST_ODDS,
        side=side_of(signal.value),
        other_side=side_of(signal.reference_value or 0.0),
        certain=signal.certain,
        run=signal.run,
        points=signal.points,
        rules=signal.rules,
        neighbours=signal.neighbours or 0,
        alike=signal.alike or 0,
    )


def side_of(distance: float) -> Side:
    """Tell on which side of the city a distance to it lies."""
    return "above" if distance > 0 else "below" if distance < 0 else "level"


def figure(value: float | None, indicator: Indicator, language: str) -> str:
    """Write a figure with at most one decimal more than its own, and a per cent sign where that is its unit."""
    if value is None:
        return ""
    text = f"{value:.{indicator.decimals + 1}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    sign = "%" if indicator.unit.in_(language).startswith("%") else ""
    return number(Decimal("0" if text == "-0" else text), language) + sign
