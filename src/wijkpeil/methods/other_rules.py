"""How other tools say whether a promise is on track: for comparison only, each with its source.

``docs/status.md`` sets them beside our rule on the same data, and ``benchmarks/status_rules.py`` counts their errors.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known at one moment: values in one unit, times in years since the start."""

    start: float
    bound: float
    actual: float
    elapsed: float
    whole: float
    """Years from start to term."""

    @property
    def rising(self) -> bool:
        """True where more is better."""
        return self.bound >= self.start

    @property
    def reached(self) -> bool:
        """True where the bound is reached."""
        return self.actual >= self.bound if self.rising else self.actual <= self.bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a rule says."""

    number: float | None
    """The number that it rests on; None where it cannot be computed."""
    label: str
    on_track: bool | None
    """None where the rule gives no answer."""


_NONE = Verdict(number=None, label="no answer", on_track=None)


def growth_ratio(found: Progress) -> Verdict:
    """Compare the yearly growth with the one that was needed: from 95 % significant progress, from 60 % moderate.

    Eurostat, *Sustainable development in the European Union: monitoring report*, annex on the method, for indicators
    with a quantitative target: the ratio of the actual to the required compound annual growth rate. It has no answer
    where start or bound is zero or below, or where they are equal.
    """
    if min(found.start, found.bound, found.actual) <= 0 or found.start == found.bound:
        return _NONE
    actual = (found.actual / found.start) ** (1 / found.elapsed) - 1
    needed = (found.bound / found.start) ** (1 / found.whole) - 1
    return _graded(actual / needed, ("significant", "moderate", "insufficient", "moving away"))


def open_sdg(found: Progress) -> Verdict:
    """Say target achieved where the bound is reached, else compare growth rates, with 0.001 for a bound of zero.

    Open SDG, sdg-build, ``sdg/ProgressMeasure.py``: thresholds 0.95, 0.6 and 0.
    """
    if found.reached:
        return Verdict(number=None, label="target achieved", on_track=True)
    bound = found.bound or 0.001
    if min(found.start, bound, found.actual) <= 0 or found.start == bound:
        return _NONE
    actual = (found.actual / found.start) ** (1 / found.elapsed) - 1
    needed = (bound / found.start) ** (1 / found.whole) - 1
    return _graded(actual / needed, ("on track", "needs acceleration", "limited", "deterioration"))


def actual_over_target(found: Progress) -> Verdict:
    """Divide the actual by the target, without start or time: 100 % or more counts as achieved.

    The International Aid Transparency Initiative publishes ``target`` and ``actual`` per indicator and period (activity
    standard 2.03, ``result/indicator/period``); what readers of it compute is their quotient.
    """
    if found.bound == 0:
        return _NONE
    share = found.actual / found.bound
    return Verdict(number=share, label=f"{share:.0%}", on_track=share >= 1)


def margin(found: Progress, width: float = 0.15) -> Verdict:
    """Call on track whatever lies within 15 % of the target, on either side.

    A rule of thumb of scorecards. The London Borough of Havering publishes it with 10 % (Corporate Performance
    Indicators 2013/14: green is on or within 10 % of the quarterly target); none was found with this width.
    """
    if found.bound == 0:
        return _NONE
    off = abs(found.actual - found.bound) / abs(found.bound)
    return Verdict(number=off, label="on track" if off <= width else "off track", on_track=off <= width)


def turned_curve(found: Progress) -> Verdict:
    """Say which share of the way from baseline to target was covered; any movement the right way turns the curve.

    M. Friedman, *Trying Hard Is Not Good Enough* (2005), for results-based accountability: better than the baseline, as
    scorecards that follow it score the trend and the change from the first value.
    """
    if found.start == found.bound:
        return _NONE
    share = (found.actual - found.start) / (found.bound - found.start)
    return Verdict(number=share, label=f"{share:.0%}", on_track=share > 0)


RULES = {
    "growth ratio (Eurostat)": growth_ratio,
    "growth ratio (Open SDG)": open_sdg,
    "actual over target (IATI)": actual_over_target,
    "within 15 % of the target": margin,
    "turning the curve (results-based accountability)": turned_curve,
}


def _graded(ratio: float, labels: tuple[str, str, str, str]) -> Verdict:
    edges = (0.95, 0.6, 0.0)
    place = next((place for place, edge in enumerate(edges) if ratio >= edge), 3)
    return Verdict(number=ratio, label=labels[place], on_track=place == 0)
