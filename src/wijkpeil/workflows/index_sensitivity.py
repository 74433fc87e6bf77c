"""Which choice makes the ranks of an index uncertain: how far places shift, shared out over what may vary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wijkpeil.errors import FaultsFound, say
from wijkpeil.index.sensing import drawn_in_words, sensitivity_records
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.methods.composite.draws import choices_of
from wijkpeil.methods.composite.sensitivity import sensitivity
from wijkpeil.workflows.index_certainty import SEED, Unsure, affordable
from wijkpeil.workflows.score import ReadyIndex

BASES = (256, 128)
"""Sizes of the design, of which the greatest that can be afforded is taken."""
MOST_RUNS = 2_048
"""How often a page has the index computed at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What the order depends on."""

    shares: tuple[dict[str, Any], ...]
    """As ``sensitivity_records`` gives them: per choice its shares of the variance of how far places shift, and what
    was drawn of it. Where one thing alone varies, that one with shares of 1."""
    variance: float
    """Of the mean shift of places; where it is 0, no place ever moved, and all shares are 0."""
    runs: int
    """How often the index was computed; 0 where one thing alone varies."""
    seed: int
    declared: bool
    """Whether the index declares itself what could be chosen otherwise."""


def dependence_of(ready: ReadyIndex, result: IndexResult) -> Dependence | Unsure:
    """Share out how far places shift on average over what the definition of a result leaves open."""
    declared = result.tree.index.alternatives is not None
    try:
        choices = choices_of(result)
        factors = tuple(choices.factors)
        if len(factors) == 1:
            return Dependence(
                shares=(_whole(factors[0], drawn_in_words(choices)[factors[0]]),),
                variance=0.0,
                runs=0,
                seed=SEED,
                declared=declared,
            )
        base = affordable_base(ready, len(result.areas), len(factors))
        if base is None:
            return Unsure(
                say("With so many areas this takes too long for a page; `wijkpeil index sensitivity` computes it.")
            )
        panel = ready.panel if len(ready.panel) > 1 else ()
        found = sensitivity(result, base=base, seed=SEED, panel=panel)
    except FaultsFound as error:
        return Unsure(error.faults[0].message)
    except ValueError as error:
        return Unsure(error.args[0])
    return Dependence(
        shares=tuple(sensitivity_records(found, choices)),
        variance=found.indices.variance,
        runs=found.indices.runs,
        seed=SEED,
        declared=declared,
    )


def affordable_base(ready: ReadyIndex, areas: int, factors: int) -> int | None:
    """Give the size of the design that a page can compute; None where even the least takes too long."""
    runs = affordable(ready.index, areas, MOST_RUNS)
    return next((base for base in BASES if base * (factors + 2) <= runs), None)


def _whole(factor: str, drawn: str) -> dict[str, Any]:
    shares = dict.fromkeys(("first", "first_low", "first_high", "total", "total_low", "total_high"), 1.0)
    return {"choice": factor, **shares, "drawn": drawn}
