"""What is timed of composite indices, each beside NumPy that does the same arithmetic and nothing else.

Made up, the same for the same seed: 14,500 areas by 100 indicators in five groups, 3 % of the figures missing. *Plain*
is the best that we could write in NumPy alone; *naive* is what one would write first. Memory is the greatest that a
process of its own takes for the case, interpreter and figures included: `python benchmarks/index_cases.py NAME` prints
it.
"""

from __future__ import annotations

import functools
import resource
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
from cases import Case

from wijkpeil import index as wi
from wijkpeil.methods.composite.benefit_of_the_doubt import benefit_of_the_doubt
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.outranking import copeland
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.methods.composite.remaking import within_interval
from wijkpeil.methods.composite.uncertainty import uncertainty
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Alternatives, Imputation, Normalisation

SEED = 20070901
AREAS, INDICATORS, GROUPS, MISSING = 14_500, 100, 5, 0.03
SIZE = INDICATORS // GROUPS
PROJECT = Path(__file__).resolve().parent.parent
ASEM = PROJECT / "tests" / "reference" / "indices" / "asem.yaml"
ASEM_FIGURES = PROJECT.parent / "shared" / "reference" / "coinr-asem" / "ASEM_iData.csv"
Work = Callable[[], object]


@functools.cache
def figures() -> IndexData:
    """Figures of a country of neighbourhoods."""
    rng = np.random.default_rng(SEED)
    values = rng.normal(50, 10, (AREAS, INDICATORS))
    values[rng.random(values.shape) < MISSING] = np.nan
    names = tuple(f"i{at:03}" for at in range(INDICATORS))
    return IndexData(areas=tuple(f"BU{at:08}" for at in range(AREAS)), indicators=names, values=values)


def definition() -> Index:
    """Five groups of twenty, min-max, means."""
    names = figures().indicators
    groups = tuple(
        IndexNode(
            id=f"g{at}",
            parts=tuple(IndexNode(indicator=name, direction="up") for name in names[at * SIZE : (at + 1) * SIZE]),
        )
        for at in range(GROUPS)
    )
    return Index(
        id="country",
        name="Country",
        description="A made-up index.",
        polarity="high-is-better",
        version="1",
        author="the benchmark",
        reference="none",
        review=date(2030, 1, 1),
        normalisation=Normalisation(method="min-max"),
        aggregation=Aggregation(method="arithmetic-mean"),
        tree=IndexNode(id="top", parts=groups),
    )


@functools.cache
def country() -> IndexResult:
    """The country, scored."""
    return compute(definition(), figures())


def scores() -> Work:
    """Normalise, aggregate and rank by a definition, with all that is kept of it."""
    index, data = definition(), figures()
    return lambda: compute(index, data)


def plain_scores() -> Work:
    """The same by products of matrices."""
    values, ones = figures().values, np.ones(SIZE)

    def work() -> tuple[np.ndarray, np.ndarray]:
        low, high = np.fmin.reduce(values, axis=0), np.fmax.reduce(values, axis=0)
        scaled = (values - low) * (100 / (high - low))
        known = scaled == scaled
        scaled[~known] = 0
        groups = np.empty((AREAS, GROUPS))
        for at in range(GROUPS):
            inside = slice(at * SIZE, (at + 1) * SIZE)
            groups[:, at] = (scaled[:, inside] @ ones) / known[:, inside].sum(axis=1)
        return ranked(groups.mean(axis=1))

    return work


def naive_scores() -> Work:
    """The same by the functions that skip what is missing."""
    values = figures().values

    def work() -> tuple[np.ndarray, np.ndarray]:
        low, high = np.nanmin(values, axis=0), np.nanmax(values, axis=0)
        scaled = (values - low) / (high - low) * 100
        groups = [np.nanmean(scaled[:, at * SIZE : (at + 1) * SIZE], axis=1) for at in range(GROUPS)]
        return ranked(np.mean(groups, axis=0))

    return work


def ranked(score: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Scores and their ranks, ties by chance."""
    ranks = np.empty(score.size, dtype=np.int64)
    ranks[np.argsort(-score)] = np.arange(1, score.size + 1)
    return score, ranks


def draws(count: int) -> Callable[[], Work]:
    """So many draws of all weights, each within a quarter, with ranks and intervals."""

    def prepare() -> Work:
        result = country()
        return lambda: uncertainty(result, count).interval()

    return prepare


def plain_draws(count: int = 1_000, block: int = 50, step: int = 256) -> Work:
    """The same in blocks of draws as rows, some areas at a time, ranks in two bytes."""
    table = country().stages["normalise"]
    known = np.ascontiguousarray((~np.isnan(table)).T, dtype=np.float64)
    filled = np.ascontiguousarray(np.nan_to_num(table, nan=0.0).T)
    places, names = np.arange(1, AREAS + 1, dtype=np.uint16), np.arange(AREAS)

    def work() -> tuple[np.ndarray, np.ndarray]:
        rng = np.random.default_rng(1)
        ranks = np.empty((count, AREAS), np.uint16)
        for start in range(0, count, block):
            weights = 1 + 0.25 * (2 * rng.random((block, INDICATORS + GROUPS)) - 1)
            score = np.empty((block, AREAS))
            for left in range(0, AREAS, step):
                part = np.zeros((block, min(step, AREAS - left)))
                for at in range(GROUPS):
                    inside = slice(at * SIZE, (at + 1) * SIZE)
                    group = weights[:, inside] @ filled[inside, left : left + step]
                    group /= weights[:, inside] @ known[inside, left : left + step]
                    group *= weights[:, INDICATORS + at, None]
                    part += group
                score[:, left : left + step] = part
            # Score and area in one whole number: sorting that takes half of what an argsort does.
            score *= -(10.0**10)
            for row, own in enumerate(score.astype(np.int64)):
                own <<= 14
                own |= names
                own.sort()
                own &= 16_383
                ranks[start + row, own] = places
        return intervals(ranks)

    return work


def intervals(ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ranks between which 90 % of the draws lie."""
    count = len(ranks)
    cut = int(0.05 * (count - 1))
    low, high = np.empty((2, AREAS), np.int64)
    for start in range(0, AREAS, 2_900):
        ordered = np.sort(np.ascontiguousarray(ranks[:, start : start + 2_900].T), axis=1)
        low[start : start + 2_900], high[start : start + 2_900] = ordered[:, cut], ordered[:, count - 1 - cut]
    return low, high


def naive_draws(count: int = 20) -> Work:
    """So many of the 1,000 draws, one by one."""
    table = country().stages["normalise"]

    def work() -> np.ndarray:
        rng = np.random.default_rng(1)
        found = []
        for _ in range(count):
            weights = 1 + 0.25 * (2 * rng.random(INDICATORS + GROUPS) - 1)
            groups = []
            for at in range(GROUPS):
                inside = slice(at * SIZE, (at + 1) * SIZE)
                own = weights[inside] * ~np.isnan(table[:, inside])
                groups.append(np.nansum(table[:, inside] * own, axis=1) / own.sum(axis=1))
            found.append(ranked(np.average(groups, axis=0, weights=weights[INDICATORS:]))[1])
        return np.array(found)

    return work


ASEM_ALTERNATIVES = Alternatives(
    weights_within=Decimal("0.25"),
    normalisations=(
        Normalisation(method="min-max", lower=Decimal(1), upper=Decimal(100)),
        Normalisation(method="percentile-rank"),
    ),
    aggregations=(Aggregation(method="generalised-mean", power=Decimal("0.5")),),
    imputations=(Imputation(method="median", group="EurAsia_group"), Imputation(method="mean")),
)


def asem() -> Work:
    """1,000 draws of the weights, the normalisation, the aggregation and the imputation of COINr's example at once."""
    index = wi.read(ASEM)
    (result,) = wi.compute(index, ASEM_FIGURES if ASEM_FIGURES.is_file() else made_up_asem(index))
    return lambda: uncertainty(result, 1_000, alternatives=ASEM_ALTERNATIVES).interval()


def with_intervals(data: IndexData) -> IndexData:
    """The same figures, each with a margin of a twentieth."""
    margin = np.abs(data.values) / 20
    return replace(data, lower=data.values - margin, upper=data.values + margin)


INTERVALS = Alternatives(intervals=True, weights_within=Decimal("0.25"))


def asem_from_intervals() -> Work:
    """1,000 draws of the figures of COINr's example, taken through all of its steps, and of the weights."""
    index = wi.read(ASEM)
    (result,) = wi.compute(index, ASEM_FIGURES if ASEM_FIGURES.is_file() else made_up_asem(index))
    result = compute(index, with_intervals(result.data))
    return lambda: uncertainty(result, 1_000, alternatives=INTERVALS).interval()


def draws_from_intervals(count: int = 20) -> Work:
    """So many draws of all figures of the country and all weights."""
    result = compute(definition(), with_intervals(figures()))
    return lambda: uncertainty(result, count, alternatives=INTERVALS)


def one_by_one(count: int = 20) -> Work:
    """So many draws of all figures of the country, each computed as an index of its own."""
    index, data = definition(), with_intervals(figures())
    return lambda: [compute(index, within_interval(data, seed)).ranks for seed in range(count)]


def made_up_asem(index: Index) -> IndexData:
    """Figures of the same size, where the reference is absent."""
    rng = np.random.default_rng(SEED)
    names = [node.indicator for pillar in index.tree.parts for group in pillar.parts for node in group.parts]
    columns = (*(name or "" for name in names), "Area", "Energy", "GDP", "Population")
    values = rng.lognormal(1, 0.5, (51, len(columns)))
    values[:, : len(names)][rng.random((51, len(names))) < MISSING] = np.nan
    areas = tuple(f"C{at:02}" for at in range(51))
    halves = tuple("Asia" if at % 2 else "Europe" for at in range(51))
    return IndexData(areas=areas, indicators=columns, values=values, groups={"EurAsia_group": halves})


def outranking(different: bool) -> Callable[[], Work]:
    """Copeland scores of all areas over all indicators, weights alike in a group or all different."""

    def prepare() -> Work:
        values, rng = figures().values, np.random.default_rng(SEED)
        weights = rng.random(INDICATORS) if different else np.repeat([0.2, 0.15, 0.25, 0.3, 0.1], SIZE)
        return lambda: copeland(values, weights)

    return prepare


def naive_outranking(rows: int = 100) -> Work:
    """So many of the 14,500 rows, each against all others."""
    values, weights = figures().values, np.repeat([0.2, 0.15, 0.25, 0.3, 0.1], SIZE)

    def work() -> list[int]:
        found = []
        for row in values[:rows]:
            ahead = (row > values) @ weights - (row < values) @ weights
            # A draw is one to twelve digits: sums of weights are not exact.
            found.append(int((ahead > 1e-12).sum() - (ahead < -1e-12).sum()))
        return found

    return work


@functools.cache
def alike(columns: int) -> np.ndarray:
    """Figures of so many indicators of which half the variance is shared, so that few rows are first by any weights."""
    rng = np.random.default_rng(SEED)
    values = rng.normal(50, 7, (AREAS, 1)) + rng.normal(0, 7, (AREAS, columns))
    return np.maximum(values, 0)


def doubt(values: Callable[[], np.ndarray]) -> Callable[[], Work]:
    """Benefit of the doubt of all areas."""

    def prepare() -> Work:
        table = values()
        return lambda: benefit_of_the_doubt(table)

    return prepare


def naive_doubt(rows: int = 20, columns: int = 10) -> Work:
    """So many of the 14,500 linear programmes over 10 indicators, by SciPy."""
    from scipy.optimize import linprog

    values = np.nan_to_num(figures().values[:, :columns])
    return lambda: [linprog(-row, A_ub=values, b_ub=np.ones(AREAS), method="highs").fun for row in values[:rows]]


INDEX_CASES = (
    Case("index scores", scores, limit_ms=150, against=plain_scores, limit_ratio=3, limit_mb=250),
    Case("index scores, naive", naive_scores, against=plain_scores),
    Case(
        "index draws, 1,000",
        draws(1_000),
        limit_ms=1_500,
        against=plain_draws,
        limit_ratio=1.5,
        by_clock=True,
        limit_mb=300,
        rounds=5,
    ),
    Case("index draws, 20 of 1,000, naive", naive_draws, rounds=1),
    Case("index draws, 10,000", draws(10_000), limit_mb=600, rounds=1),
    Case("index ASEM, 1,000 draws of all", asem, limit_ms=3_000, rounds=3),
    Case("index ASEM, 1,000 draws from intervals", asem_from_intervals, limit_ms=3_000, rounds=3),
    Case("index draws from intervals, 20 of 1,000", draws_from_intervals, against=one_by_one, rounds=1),
    Case("index Copeland", outranking(different=False), limit_ms=30_000, limit_mb=500, rounds=1),
    Case("index Copeland, all weights differ", outranking(different=True), limit_ms=30_000, limit_mb=500, rounds=1),
    Case("index Copeland, 100 of 14,500, naive", naive_outranking, rounds=1),
    Case(
        "index benefit of the doubt, 10",
        doubt(lambda: figures().values[:, :10]),
        limit_ms=5_000,
        limit_mb=500,
        rounds=1,
    ),
    Case("index benefit of the doubt, 100", doubt(lambda: figures().values), limit_ms=40_000, limit_mb=500, rounds=1),
    Case("index benefit of the doubt, 100 alike", doubt(lambda: alike(100)), limit_ms=40_000, limit_mb=500, rounds=1),
    Case("index benefit of the doubt, 20 of 14,500 by 10, naive", naive_doubt, rounds=1),
)


def main() -> int:
    """Do one case once, and print the most memory that this process took, in megabytes."""
    (name,) = sys.argv[1:]
    case = next(replace(case) for case in INDEX_CASES if case.name == name)
    case.prepare()()
    print(round(most_memory(), 1))
    return 0


def most_memory() -> float:
    """The most memory that this process took; what the system counts for it may include what its parent took."""
    status = Path("/proc/self/status")
    if status.is_file():
        peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
