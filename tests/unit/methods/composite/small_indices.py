"""Small indices made by chance: a tree of two levels, its figures, and what is said of it."""

from __future__ import annotations

import warnings
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from wijkpeil.methods.composite.custom import register
from wijkpeil.methods.composite.data import IndexData, IndexResult
from wijkpeil.methods.composite.pipeline import compute
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_choices import Aggregation, Normalisation, Rescaling

GROUPS = (("a", ("x1", "x2", "x3")), ("b", ("x4", "x5")), ("c", ("x6",)))
LEAVES = tuple(leaf for _, leaves in GROUPS for leaf in leaves)
FROM_ONE = Normalisation(method="min-max", lower=Decimal(1), upper=Decimal(100))


MIDRANGE = "half the least and the greatest"
"""A function of one's own."""


def _midrange(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    shown = np.where(weights > 0, values, np.nan)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return (np.nanmin(shown, axis=1) + np.nanmax(shown, axis=1)) / 2


register(MIDRANGE, _midrange)


def aggregation(method: str) -> Aggregation:
    power = Decimal("-2") if method == "generalised-mean" else None
    return Aggregation(method=method, power=power, function=MIDRANGE if method == "custom" else "")  # type: ignore[arg-type]


def index_of(
    *,
    inner: str = "arithmetic-mean",
    outer: str = "arithmetic-mean",
    normalisation: Normalisation = FROM_ONE,
    then: Rescaling | None = None,
    weights: dict[str, float] | None = None,
    groups: tuple[tuple[str, tuple[str, ...]], ...] = GROUPS,
    **other: Any,
) -> Index:
    """An index of groups: ``inner`` puts indicators together, ``outer`` groups; ``then`` rescales groups."""
    heavy = {id: Decimal(str(weight)) for id, weight in (weights or {}).items()}

    def weight(id: str) -> Decimal:
        return heavy.get(id, Decimal(1))

    nodes = tuple(
        IndexNode(
            id=group,
            weight=weight(group),
            aggregation=aggregation(inner),
            then=then,
            parts=tuple(IndexNode(indicator=leaf, weight=weight(leaf), direction="up") for leaf in leaves),
        )
        for group, leaves in groups
    )
    return Index(
        id="small",
        name="Small",
        description="A small index.",
        polarity="high-is-better",
        version="1",
        author="a test",
        reference="none",
        review=date(2030, 1, 1),
        normalisation=normalisation,
        aggregation=aggregation(outer),
        tree=IndexNode(id="top", parts=nodes),
        **other,
    )


def figures(seed: int, n: int = 8, gaps: float = 0.1, period: str = "", leaves: tuple[str, ...] = LEAVES) -> IndexData:
    """Figures by chance, of which the first two rows are known."""
    rng = np.random.default_rng(seed)
    values = rng.normal(10, 3, (n, len(leaves))).round(2)
    holes = rng.random(values.shape) < gaps
    holes[:2] = False
    return IndexData(
        areas=tuple(f"a{row}" for row in range(n)),
        indicators=leaves,
        values=np.where(holes, np.nan, values),
        groups={"half": tuple("ab"[row % 2] for row in range(n))},
        period=period,
    )


def small(seed: int = 1, gaps: float = 0.1, n: int = 8, period: str = "", **said: Any) -> IndexResult:
    return compute(index_of(**said), figures(seed, n, gaps, period))
