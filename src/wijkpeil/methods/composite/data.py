"""What an index is computed from, and what comes of it: every step, every score, and whatever fell out with its
reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from wijkpeil.errors import Fault, FaultsFound, say
from wijkpeil.methods.composite.columns import Flags, Numbers
from wijkpeil.methods.composite.treating import Treated
from wijkpeil.model.index_tree import Tree

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexData:
    """Figures of one period. Rows are areas, columns indicators; NaN is a figure that is missing."""

    areas: tuple[str, ...]
    """Ids, each once."""
    indicators: tuple[str, ...]
    """Ids or names of columns, each once."""
    values: Numbers
    """``(n, k)``."""
    lower: Numbers | None = None
    """Lower ends of their 95 % intervals, ``(n, k)``; NaN where there is none."""
    upper: Numbers | None = None
    """Upper ends."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Per division, such as a level of areas, the group of each area; empty where it has none."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Names of areas, where they have another than their id."""
    compared: frozenset[str] = frozenset()
    """Areas that others are compared with, such as the city, and that are not scored."""
    period: str = ""
    """The period of the figures."""
    source: str = "data"
    """Where they come from, for messages."""

    def column(self, name: str) -> Numbers:
        """Return the figures of an indicator, or of what divides one; KeyError where there are none."""
        if name not in self.indicators:
            raise KeyError(name)
        return self.values[:, self.indicators.index(name)]


@dataclass(frozen=True, slots=True)
class Dropped:
    """An area, or an indicator, that takes no part from some step on."""

    what: Literal["area", "indicator"]
    id: str
    step: str
    reason: str
    """Why, in words that can be said in another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexResult:
    """An index of one period. Every array has a row for each area of ``areas``, in that order."""

    tree: Tree
    data: IndexData
    areas: tuple[str, ...]
    """The areas that were scored; the others are in ``dropped``."""
    leaves: tuple[str, ...]
    """Ids of the indicators in the tree that take part: the columns of the stages."""
    declared: Mapping[str, float]
    """The weight of each node as it is declared."""
    weights: Mapping[str, float]
    """The weight that each node has: as declared, or as it came from the figures."""
    stages: Mapping[str, Numbers]
    """The figures after each step that was taken, by its name, ``(n, leaves)``; ``raw`` before them all."""
    filled: Flags
    """Which figures were filled in, ``(n, leaves)``."""
    treated: Mapping[str, Treated]
    """What treatment did, by indicator in the tree."""
    scores: Mapping[str, Numbers]
    """The result of each node, and of each indicator."""
    passed: Mapping[str, Numbers]
    """What each of them gives to the node above it."""
    available: Mapping[str, Numbers]
    """Per node with parts, the share of it that is there."""
    withheld: Mapping[str, Flags]
    """Per node with parts, where too little of it is there for a result."""
    ranks: Places
    """The place of each area; 0 where it has no score."""
    dropped: tuple[Dropped, ...]

    @property
    def entering(self) -> Numbers:
        """The figures that are put together, ``(n, leaves)``: as they are after the last step before aggregation."""
        return self.stages["aggregate"]

    @property
    def score(self) -> Numbers:
        """The score of the index itself."""
        return self.scores[self.tree.top]


def check_data(data: IndexData) -> None:
    """Refuse figures that cannot be scored.

    Raises:
        FaultsFound: an area or an indicator stands there twice, a figure is infinite, or the shape is another.
    """
    faults = []
    for kind, ids in ((say("area"), data.areas), (say("indicator"), data.indicators)):
        for twice, count in Counter(ids).items() if len(set(ids)) < len(ids) else ():
            if count == 1:
                continue
            message = say("The {kind} {id} stands in the figures {count} times.", kind=kind, id=twice, count=count)
            faults.append(fault_of(data, twice, message, say("Keep one of them, or tell the periods apart.")))
    if data.values.shape != (len(data.areas), len(data.indicators)):
        message = say("There are other figures than one for each area and indicator.")
        faults.append(fault_of(data, "", message, say("Give a row per area and a column per indicator.")))
    elif np.isinf(data.values).any():
        for at in np.flatnonzero(np.isinf(data.values).any(axis=0)):
            message = say("A figure of {id} is infinite.", id=data.indicators[at])
            faults.append(fault_of(data, data.indicators[at], message, say("Correct it, or leave it empty.")))
    if faults:
        raise FaultsFound(faults)


def fault_of(data: IndexData, key: str, message: str, remedy: str) -> Fault:
    """Return a fault about the figures."""
    return Fault(file=data.source, line=None, key=key, message=message, remedy=remedy)
