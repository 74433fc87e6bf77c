"""Reconcile: recompute what a document prints, under each reading, and say whether it holds."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from wijkpeil.methods.verdict import could_stand, stands, verdict_of
from wijkpeil.model.claims import Claim, Reading, ReadingResult, Reconciliation
from wijkpeil.model.programme import Programme
from wijkpeil.workflows.evaluations import Evaluate, Evaluations


def reconcile(programme: Programme, evaluations: Evaluations | None = None) -> tuple[Reconciliation, ...]:
    """Reconcile every claim, in the order of the file; ``evaluations`` are those of this programme."""
    used = evaluations or Evaluations(programme)
    return tuple(_kept(used, claim) for claim in programme.definitions.claims)


def _kept(evaluations: Evaluations, claim: Claim) -> Reconciliation:
    found = (evaluations.of(reading.formula, reading.comparison) for reading in claim.readings)
    return evaluations.once(("claim", claim.id), (claim, *found), lambda: reconcile_claim(evaluations.of, claim))


def reconcile_claim(evaluate: Evaluate, claim: Claim) -> Reconciliation:
    """Recompute one claim.

    A claim without readings takes its judgement's verdict; one with neither, or with readings and no printed number
    to set them against, cannot be checked.
    """
    results = tuple(_result(evaluate, claim, reading) for reading in claim.readings)
    if not results or claim.printed is None:
        return Reconciliation(
            claim=claim.id,
            verdict=claim.judgement.verdict if claim.judgement else "cannot-be-checked",
            reading="",
            recomputed=results[0].recomputed if results else None,
            results=results,
        )
    verdict, chosen = verdict_of(results)
    return Reconciliation(
        claim=claim.id, verdict=verdict, reading=chosen.reading, recomputed=chosen.recomputed, results=results
    )


def _result(evaluate: Evaluate, claim: Claim, reading: Reading) -> ReadingResult:
    found = evaluate(reading.formula, reading.comparison)
    holds = could = False
    if found.value is not None and found.low is not None and found.high is not None and claim.printed is not None:
        holds = stands(claim.relation, found.value, claim.printed, claim.margin)
        could = could_stand(claim.relation, found.low, found.high, claim.printed, claim.margin)
    return ReadingResult(
        reading=reading.id,
        recomputed=found.value,
        low=found.low,
        high=found.high,
        holds=holds,
        could_hold=could,
        steps=found.steps,
    )


class Shown(NamedTuple):
    """The numbers that a claim's explanation can hold: ``{printed}`` and ``{recomputed}``."""

    printed: Decimal | None
    recomputed: Decimal | None
    decimals: int
    unit: str


def shown(claim: Claim, found: Reconciliation) -> Shown:
    """Give the numbers that a claim's explanation can hold, for a page to write in its language."""
    return Shown(claim.printed, found.recomputed, claim.decimals, claim.unit)
