"""Indicators: borders that fit the polarity, bands that join, and a ground for what is sensitive."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from wijkpeil.errors import Fault
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.indicators import Band

_MOST_DECIMALS = 12


def bounds_say_one_thing(content: Content) -> Iterator[Fault]:
    """A bound is a written value or a mean of a group: one of the two."""
    for raw, indicator in content.built("indicators", "border"):
        for side in ("negative", "positive") if indicator.border else ():
            bound = getattr(indicator.border, side)
            if (bound.value is None) == (bound.mean_of is None):
                both = "both a value and a mean" if bound.value is not None else "neither a value nor a mean"
                message = f"The {side} bound gives {both}."
                yield raw.fault(("border", side), message, "Give either value or mean_of.")


def borders_fit_the_polarity(content: Content) -> Iterator[Fault]:
    """The negative bound lies on the worse side of the positive one."""
    for raw, indicator in content.built("indicators", "border", "polarity"):
        negative = indicator.border.negative.value if indicator.border else None
        positive = indicator.border.positive.value if indicator.border else None
        if negative is None or positive is None or negative == positive:
            continue
        if (negative < positive) != (indicator.polarity == "high-is-better"):
            message = f"The polarity is {indicator.polarity}, and the negative bound {negative} is the better one."
            yield raw.fault(("border", "negative", "value"), message, "Swap the bounds, or correct the polarity.")


def bands_join(content: Content) -> Iterator[Fault]:
    """Bands follow each other without gap or overlap, and an edge belongs to one of its two sides."""
    for raw, indicator in content.built("indicators", "bands"):
        yield from _upside_down(raw, indicator.bands)
        bands = list(enumerate(indicator.bands))
        if len(bands) > 1 and _descends(indicator.bands):
            bands.reverse()
        for (_, below), (number, above) in pairwise(bands):
            yield from _joint(raw, number, below, above)


def _upside_down(raw: Raw, bands: tuple[Band, ...]) -> Iterator[Fault]:
    for number, band in enumerate(bands):
        if band.lower is not None and band.upper is not None and band.lower >= band.upper:
            message = f"The band {band.id} runs from {band.lower} to {band.upper}, which holds nothing."
            yield raw.fault(("bands", number, "upper"), message, "Write the lower edge below the upper one.")


def _descends(bands: tuple[Band, ...]) -> bool:
    first, last = bands[0], bands[-1]
    start = first.upper if first.upper is not None else Decimal("Infinity")
    end = last.upper if last.upper is not None else Decimal("Infinity")
    return end < start


def _joint(raw: Raw, number: int, below: Band, above: Band) -> Iterator[Fault]:
    if below.upper is None or above.lower is None or below.upper != above.lower:
        edges = f"{_edge(below.upper)} and {_edge(above.lower)}"
        message = f"The bands {below.id} and {above.id} do not join: their edges are {edges}."
        yield raw.fault(("bands", number), message, "Give both the same edge, so that no value falls between.")
    elif below.upper_included == above.lower_included:
        both = "both hold" if below.upper_included else "neither holds"
        message = f"Of the bands {below.id} and {above.id} {both} the edge {above.lower}."
        remedy = "Let one hold it: upper_included of the one or lower_included of the other."
        yield raw.fault(("bands", number), message, remedy)


def _edge(edge: Decimal | None) -> str:
    return "none" if edge is None else str(edge)


def sensitive_indicators_have_a_ground(content: Content) -> Iterator[Fault]:
    """What is sensitive says why it is kept at all."""
    for raw, indicator in content.built("indicators", "sensitive", "ground"):
        if indicator.sensitive and indicator.ground is None:
            message = "The indicator is sensitive, and no ground is given for keeping it."
            yield raw.fault(("sensitive",), message, "Write the ground under `ground:`, or leave the indicator out.")


def decimals_are_few(content: Content) -> Iterator[Fault]:
    """A number of decimals lies between 0 and 12."""
    for kind in ("indicators", "claims"):
        for raw, each in content.built(kind, "decimals"):
            if not 0 <= each.decimals <= _MOST_DECIMALS:
                message = f"{each.decimals} is no number of decimals."
                yield raw.fault(("decimals",), message, f"Write a number from 0 to {_MOST_DECIMALS}.")
