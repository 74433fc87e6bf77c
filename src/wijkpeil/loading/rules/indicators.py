"""Indicators: borders that fit the polarity, bands that join, and a ground for what is sensitive."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from wijkpeil.errors import Fault, say
from wijkpeil.loading.content import Content
from wijkpeil.loading.nodes import Raw
from wijkpeil.model.indicators import Band

_MOST_DECIMALS = 12
_SIDES = {"negative": say("negative"), "positive": say("positive")}


def bounds_say_one_thing(content: Content) -> Iterator[Fault]:
    """A bound is a written value or a mean of a group: one of the two."""
    for raw, indicator in content.built("indicators", "border"):
        for side in _SIDES if indicator.border else ():
            bound = getattr(indicator.border, side)
            if (bound.value is None) == (bound.mean_of is None):
                both = bound.value is not None
                message = (
                    say("The {side} bound gives both a value and a mean.", side=_SIDES[side])
                    if both
                    else say("The {side} bound gives neither a value nor a mean.", side=_SIDES[side])
                )
                yield raw.fault(("border", side), message, say("Give either value or mean_of."))


def borders_fit_the_polarity(content: Content) -> Iterator[Fault]:
    """The negative bound lies on the worse side of the positive one."""
    for raw, indicator in content.built("indicators", "border", "polarity"):
        negative = indicator.border.negative.value if indicator.border else None
        positive = indicator.border.positive.value if indicator.border else None
        if negative is None or positive is None or negative == positive:
            continue
        if (negative < positive) != (indicator.polarity == "high-is-better"):
            message = say(
                "The polarity is {polarity}, and the negative bound {negative} is the better one.",
                polarity=indicator.polarity,
                negative=negative,
            )
            yield raw.fault(("border", "negative", "value"), message, say("Swap the bounds, or correct the polarity."))


def bands_join(content: Content) -> Iterator[Fault]:
    """Bands follow each other without gap or overlap, and an edge belongs to one of its two sides."""
    for raw, owner in (*content.built("indicators", "bands"), *content.built("indices", "bands")):
        yield from _upside_down(raw, owner.bands)
        bands = list(enumerate(owner.bands))
        if len(bands) > 1 and _descends(owner.bands):
            bands.reverse()
        for (_, below), (number, above) in pairwise(bands):
            yield from _joint(raw, number, below, above)


def _upside_down(raw: Raw, bands: tuple[Band, ...]) -> Iterator[Fault]:
    for number, band in enumerate(bands):
        if band.lower is not None and band.upper is not None and band.lower >= band.upper:
            message = say(
                "The band {band} runs from {lower} to {upper}, which holds nothing.",
                band=band.id,
                lower=band.lower,
                upper=band.upper,
            )
            yield raw.fault(("bands", number, "upper"), message, say("Write the lower edge below the upper one."))


def _descends(bands: tuple[Band, ...]) -> bool:
    first, last = bands[0], bands[-1]
    start = first.upper if first.upper is not None else Decimal("Infinity")
    end = last.upper if last.upper is not None else Decimal("Infinity")
    return end < start


def _joint(raw: Raw, number: int, below: Band, above: Band) -> Iterator[Fault]:
    if below.upper is None or above.lower is None or below.upper != above.lower:
        edges = say("{first} and {second}", first=_edge(below.upper), second=_edge(above.lower))
        message = say(
            "The bands {below} and {above} do not join: their edges are {edges}.",
            below=below.id,
            above=above.id,
            edges=edges,
        )
        yield raw.fault(("bands", number), message, say("Give both the same edge, so that no value falls between."))
    elif below.upper_included == above.lower_included:
        both = say("both hold") if below.upper_included else say("neither holds")
        message = say(
            "Of the bands {below} and {above} {both} the edge {edge}.",
            below=below.id,
            above=above.id,
            both=both,
            edge=above.lower,
        )
        remedy = say("Let one hold it: upper_included of the one or lower_included of the other.")
        yield raw.fault(("bands", number), message, remedy)


def _edge(edge: Decimal | None) -> str:
    return say("none") if edge is None else str(edge)


def sensitive_indicators_have_a_ground(content: Content) -> Iterator[Fault]:
    """What is sensitive says why it is kept at all."""
    for raw, indicator in content.built("indicators", "sensitive", "ground"):
        if indicator.sensitive and indicator.ground is None:
            message = say("The indicator is sensitive, and no ground is given for keeping it.")
            yield raw.fault(
                ("sensitive",), message, say("Write the ground under `ground:`, or leave the indicator out.")
            )


def decimals_are_few(content: Content) -> Iterator[Fault]:
    """A number of decimals lies between 0 and 12."""
    for kind in ("indicators", "claims"):
        for raw, each in content.built(kind, "decimals"):
            if not 0 <= each.decimals <= _MOST_DECIMALS:
                message = say("{decimals} is no number of decimals.", decimals=each.decimals)
                yield raw.fault(
                    ("decimals",),
                    message,
                    say("Write a number from 0 to {most}.", most=_MOST_DECIMALS),
                )


def chance_models_say_per_what(content: Content) -> Iterator[Fault]:
    """A proportion or a rate says per how many it is stated; nothing else does."""
    for raw, indicator in content.built("indicators", "chance_model", "per"):
        counted = indicator.chance_model in ("proportion", "rate")
        if counted and (indicator.per is None or indicator.per <= 0):
            message = say("The indicator is a {model}, and it is not said per how many.", model=indicator.chance_model)
            yield raw.fault(
                ("chance_model",), message, say("Write `per: 100` for a percentage, or another number above 0.")
            )
        elif not counted and indicator.per is not None:
            message = say("`per` is given, and the indicator is no proportion and no rate.")
            remedy = say("Leave `per` out, or write `chance_model: proportion` or `chance_model: rate`.")
            yield raw.fault(("per",), message, remedy)


def breaks_rise(content: Content) -> Iterator[Fault]:
    """The breaks in the series of an indicator rise by day."""
    for raw, indicator in content.built("indicators", "breaks"):
        for place, (before, after) in enumerate(pairwise(indicator.breaks), start=1):
            if after.day <= before.day:
                message = say("The break of {day} does not come after the one before it.", day=after.day.isoformat())
                yield raw.fault(("breaks", place, "day"), message, say("Put the breaks in order, each day once."))
