"""The ordered category a value falls in, such as the five of the safety index (application 2007, lines 1626-1629)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wijkpeil.methods.colour import half_last_digit
from wijkpeil.model.indicators import Band


def holds(band: Band, value: Decimal) -> bool:
    """Tell whether ``value`` lies in ``band``; an absent edge is open without end."""
    above = band.lower is None or value > band.lower or (band.lower_included and value == band.lower)
    below = band.upper is None or value < band.upper or (band.upper_included and value == band.upper)
    return above and below


def band_of(value: Decimal | None, bands: Sequence[Band]) -> Band | None:
    """Give the band of ``value``; None where it is missing or falls in none.

    Ties: bands that both claim an edge are a fault of the definition; the first in order is given.
    """
    if value is None:
        return None
    return next((band for band in bands if holds(band, value)), None)


def surely_in(band: Band, value: Decimal) -> bool:
    """Tell whether every true value behind the printed one lies in ``band``."""
    half = half_last_digit(value)
    return holds(band, value - half) and holds(band, value + half)


def maybe_in(band: Band, value: Decimal) -> bool:
    """Tell whether some true value behind the printed one lies in ``band``, or on its edge."""
    half = half_last_digit(value)
    above = band.lower is None or value + half >= band.lower
    below = band.upper is None or value - half <= band.upper
    return above and below
