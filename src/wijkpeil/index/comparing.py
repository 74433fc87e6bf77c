"""Two definitions, or two periods, side by side: what differs in them and which areas move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from wijkpeil.errors import WrongUse, say
from wijkpeil.loading.scalars import render
from wijkpeil.methods.composite.applying import posts_of
from wijkpeil.methods.composite.data import IndexResult
from wijkpeil.model.index import Index, IndexNode
from wijkpeil.model.index_methods import FROZEN, ORDERING
from wijkpeil.model.index_tree import Leaf, node_id

if TYPE_CHECKING:
    from wijkpeil.methods.composite.changes import Change


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that two definitions fill otherwise."""

    where: str
    """Dotted key, nodes by their id."""
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """An area in both."""

    area: str
    name: str
    score_before: float | None
    score_after: float | None
    rank_before: int | None
    rank_after: int | None
    effects: Mapping[str, float | None] = field(default_factory=dict)
    """What the change of the score is made of, which it adds up to: other ``values``, ``weights``, ``goalposts``, or
    ``membership`` (areas and indicators that take part)."""
    through: Mapping[str, float | None] = field(default_factory=dict)
    """By indicator, what of the change goes through it, over all effects; it adds up to the change too. Empty where
    the score cannot be taken apart."""

    @property
    def change(self) -> float | None:
        """What was added to its score."""
        if self.score_before is None or self.score_after is None:
            return None
        return self.score_after - self.score_before

    @property
    def places(self) -> int | None:
        """Places that it rose; negative where it fell."""
        if self.rank_before is None or self.rank_after is None:
            return None
        return self.rank_before - self.rank_after


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, and what comes of it."""

    differences: tuple[Difference, ...]
    moves: tuple[Move, ...]
    """Every area of either, those that moved most first."""


def compared(before: Index, after: Index, data: Any) -> Comparison:
    """Compare two definitions over the same figures, in their last period."""
    from wijkpeil.index import compute

    return comparison_of(compute(before, data)[-1], compute(after, data)[-1])


def comparison_of(before: IndexResult, after: IndexResult, found: Change | None = None) -> Comparison:
    """Compare two results: of two definitions, or of two periods of one; ``found`` is their change where it is known
    already."""
    first, second = _by_area(before), _by_area(after)
    effects, names = _effects(before, after, found), {**after.data.names, **before.data.names}
    moves = [
        Move(area, names.get(area, area), *_pair(first, second, area), *effects.get(area, ({}, {})))
        for area in dict.fromkeys([*before.areas, *after.areas])
    ]
    moves.sort(key=lambda move: (-abs(move.places or 0), move.rank_after or 0, move.area))
    return Comparison(tuple(_differences(before.tree.index, after.tree.index, "")), tuple(moves))


Shares = dict[str, float | None]


def _effects(before: IndexResult, after: IndexResult, found: Change | None) -> dict[str, tuple[Shares, Shares]]:
    """Return per area its effects, and what goes through each indicator; none where the change cannot be shared out, as
    between two methods."""
    from wijkpeil.methods.composite.changes import FACTORS, change

    try:
        found = found or change(before, after, by_indicator=True)
    except ValueError:
        return {}
    through = sum(found.through.values())
    return {
        area: (
            {factor: _plain(getattr(found, factor)[row]) for factor in FACTORS},
            {leaf: _plain(through[row, at]) for at, leaf in enumerate(found.leaves)},  # type: ignore[index]
        )
        for row, area in enumerate(found.areas)
    }


def _plain(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def breaks_of(results: Sequence[IndexResult]) -> tuple[str, ...]:
    """Return why scores of some periods do not compare as they stand, as sentences: goalposts that were dated anew, and
    scales that each period takes from itself."""
    told: list[str] = []
    for before, after in pairwise(results):
        moved = moved_posts(before, after)
        if moved:
            told.append(
                say(
                    "From {period} on other goalposts hold for {nodes}: scores before and after do not compare as they "
                    "stand.",
                    period=after.data.period,
                    nodes=moved,
                )
            )
    own = own_scales(results[0]) if len(results) > 1 else ()
    if own:
        told.append(
            say(
                "Each period takes the scale of {nodes} from its own figures: scores tell places within a period, and "
                "not change between them.",
                nodes=own,
            )
        )
    return tuple(told)


def moved_posts(before: IndexResult, after: IndexResult) -> tuple[str, ...]:
    """Return the indicators of which other written goalposts hold in the later of two periods."""
    return tuple(leaf for leaf in after.leaves if _posts(before, leaf) != _posts(after, leaf))


def own_scales(result: IndexResult) -> tuple[str, ...]:
    """Return the indicators of which each period makes its own scale from its figures."""
    return tuple(leaf.id for leaf in result.tree.leaves if _of_each_period(leaf))


def _posts(result: IndexResult, id: str) -> Any:
    leaf = next((leaf for leaf in result.tree.leaves if leaf.id == id), None)
    if leaf is None or leaf.normalisation.method != "goalposts" or not leaf.node.goalposts:
        return None
    return posts_of(leaf.node.goalposts, result.data.period)


def _of_each_period(leaf: Leaf) -> bool:
    """Say whether the figures of a period make its own scale."""
    choice = leaf.normalisation
    written = choice.value is not None and choice.method in ("distance-to-mean", "difference-from-mean")
    ranked = choice.method in ORDERING
    return (ranked or choice.method in FROZEN) and not choice.period and not written


def of_period(results: Sequence[IndexResult], period: str) -> IndexResult:
    """Return the result of a period.

    Raises:
        WrongUse: there are no figures of it.
    """
    for result in results:
        if result.data.period == period:
            return result
    known = tuple(result.data.period for result in results if result.data.period)
    remedy = say("There are of: {known}.", known=known) if known else say("Each indicator counts with its last period.")
    raise WrongUse(say("There are no figures of {period}. {remedy}", period=period, remedy=remedy))


def _by_area(result: IndexResult) -> dict[str, tuple[float | None, int | None]]:
    return {
        area: (None, None) if np.isnan(score) else (float(score), int(rank))
        for area, score, rank in zip(result.areas, result.score, result.ranks, strict=True)
    }


def _pair(
    first: dict[str, tuple[float | None, int | None]], second: dict[str, tuple[float | None, int | None]], area: str
) -> tuple[float | None, float | None, int | None, int | None]:
    (score, rank), (other, place) = first.get(area, (None, None)), second.get(area, (None, None))
    return score, other, rank, place


def _differences(before: Any, after: Any, where: str) -> Iterator[Difference]:
    if before == after:
        return
    if type(before) is not type(after) or not hasattr(before, "__dataclass_fields__"):
        yield Difference(where, shown(before), shown(after))
        return
    for name in before.__dataclass_fields__:
        old, new = getattr(before, name), getattr(after, name)
        key = f"{where}.{name}" if where else name
        if name == "parts":
            yield from _parts(old, new, where)
        elif isinstance(old, tuple) and isinstance(new, tuple) and len(old) == len(new):
            for number, (one, other) in enumerate(zip(old, new, strict=True), start=1):
                yield from _differences(one, other, f"{key}.{number}")
        else:
            yield from _differences(old, new, key)


def _parts(before: tuple[IndexNode, ...], after: tuple[IndexNode, ...], where: str) -> Iterator[Difference]:
    old, new = ({node_id(part): part for part in parts} for parts in (before, after))
    for own in dict.fromkeys([*old, *new]):
        yield from _differences(old.get(own), new.get(own), f"{where}.{own}")


def shown(value: Any) -> str:
    """Return a value of a definition in one line."""
    if value is None or value == ():
        return "–"
    if isinstance(value, tuple):
        return ", ".join(shown(each) for each in value)
    if not hasattr(value, "__dataclass_fields__"):
        return render(value)
    given = {name: getattr(value, name) for name in value.__dataclass_fields__}
    own = [f"{name} {shown(each)}" for name, each in given.items() if each not in (None, "", (), False)]
    return "; ".join(own)
