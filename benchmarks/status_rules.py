"""How often each rule calls on track what misses, and the reverse: on simulated programmes of which the end is known.

The programmes are made up from a seed. Each has a start, a bound and a term of 6 to 12 years, and a true course that
covers about the promised way by the term, more or less: bent, wandering from year to year, measured once a year with
an error that a survey of that size would have and would state. Each is judged at one moment between a third and three
quarters of its time, by the figures up to then; whether it met its bound is known from its true value at the term.

    python benchmarks/status_rules.py [--programmes 2000] [--seed 20070915]
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from wijkpeil.methods.forecast import COVERAGE, forecast
from wijkpeil.methods.other_rules import RULES, Progress
from wijkpeil.methods.status import Course, Figure, Standing, judge

FIRST = 2000
Z = 1.959963984540054


@dataclass(frozen=True)
class Simulated:
    """One programme."""

    start: float
    bound: float
    years: int
    now: int
    truth: tuple[float, ...]
    figures: tuple[float, ...]
    error: float

    @property
    def met(self) -> bool:
        """Whether the bound was met, in truth, at the term."""
        return self.truth[-1] >= self.bound if self.bound >= self.start else self.truth[-1] <= self.bound


def simulate(count: int, seed: int) -> list[Simulated]:
    """Make programmes."""
    chance = np.random.default_rng(seed)
    return [_one(chance) for _ in range(count)]


def _one(chance: np.random.Generator) -> Simulated:
    kind = chance.choice(["level", "level", "level", "to zero", "below zero"])
    start = float(chance.uniform(20, 100)) if kind != "below zero" else float(chance.uniform(-40, 0))
    way = (
        -start if kind == "to zero" else float(chance.choice([-1, 1]) * chance.uniform(0.15, 0.6) * max(abs(start), 10))
    )
    years = int(chance.integers(6, 13))
    times = np.arange(years + 1) / years
    covered = float(chance.normal(1.0, 0.5)) * times ** float(chance.choice([0.7, 1.0, 1.0, 1.0, 1.4]))
    wander = np.concatenate([[0.0], np.cumsum(chance.normal(0, float(chance.uniform(0, 0.06)), years))])
    truth = start + way * (covered + wander)
    error = abs(way) * float(chance.uniform(0.01, 0.15))
    figures = truth + chance.normal(0, error, years + 1)
    now = int(np.clip(round(years * chance.uniform(1 / 3, 3 / 4)), 1, years - 1))
    return Simulated(start, start + way, years, now, tuple(truth.tolist()), tuple(figures.tolist()), error)


def ours(made: Simulated) -> Standing:
    """Judge a programme by our rule."""
    half = Z * made.error
    figures = [
        Figure(
            on=date(FIRST + year, 12, 31),
            value=Fraction(value),
            lower=Fraction(value - half),
            upper=Fraction(value + half),
        )
        for year, value in enumerate(made.figures[: made.now + 1])
    ]
    course = Course(
        relation="at-least" if made.bound >= made.start else "at-most",
        bound=Fraction(made.bound),
        start=figures[0],
        deadline=date(FIRST + made.years, 12, 31),
    )
    return judge(course, figures, figures[-1].on)


def errors(programmes: list[Simulated]) -> dict[str, dict[str, float]]:
    """Count, for each rule, the wrong calls of each kind and those without an answer."""
    said: dict[str, list[bool | None]] = {"ours": [], "ours, by the figure alone": []}
    good = ("achieved", "on-track")
    for made in programmes:
        found = ours(made)
        point = found.leaning or found.status
        said["ours"].append(None if found.status in ("uncertain", "too-early") else found.status in good)
        said["ours, by the figure alone"].append(point in good)
        for name, rule in RULES.items():
            said.setdefault(name, []).append(rule(_progress(made)).on_track)
    return {name: _rates(programmes, calls) for name, calls in said.items()}


def _rates(programmes: list[Simulated], calls: list[bool | None]) -> dict[str, float]:
    pairs = list(zip(programmes, calls, strict=True))
    missing, meeting = ([call for made, call in pairs if made.met is met] for met in (False, True))
    answered = [(made.met, call) for made, call in pairs if call is not None]
    return {
        "called on track and missed": sum(call is True for call in missing) / len(missing),
        "called not on track and met": sum(call is False for call in meeting) / len(meeting),
        "no answer": sum(call is None for call in calls) / len(calls),
        "wrong of the answers": sum(met is not call for met, call in answered) / max(1, len(answered)),
    }


def _progress(made: Simulated) -> Progress:
    return Progress(
        start=made.figures[0], bound=made.bound, actual=made.figures[made.now], elapsed=made.now, whole=made.years
    )


def _all_answer(made: Simulated) -> bool:
    return all(rule(_progress(made)).on_track is not None for rule in RULES.values())


def coverage(programmes: list[Simulated]) -> dict[str, float]:
    """Count how often the interval of the forecast holds the figure of the term."""
    held, made_ones = 0, 0
    for made in programmes:
        days = [(date(FIRST + year, 12, 31), value) for year, value in enumerate(made.figures[: made.now + 1])]
        found = forecast(days, date(FIRST + made.years, 12, 31))
        if found is not None:
            made_ones += 1
            held += found.lower <= made.figures[-1] <= found.upper
    return {"stated": COVERAGE, "held": held / made_ones, "forecasts": made_ones}


def results(count: int, seed: int) -> dict[str, Any]:
    """Give everything that the documentation prints."""
    programmes = simulate(count, seed)
    return {
        "programmes": count,
        "seed": seed,
        "met": sum(made.met for made in programmes) / count,
        "rules": errors(programmes),
        "rules, where each other one answers": errors([made for made in programmes if _all_answer(made)]),
        "forecast": coverage(programmes),
    }


def main() -> int:
    """Print the results as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programmes", type=int, default=2000, help="number of simulated programmes")
    parser.add_argument("--seed", type=int, default=20070915, help="seed of the simulation")
    given = parser.parse_args()
    json.dump(results(given.programmes, given.seed), sys.stdout, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
