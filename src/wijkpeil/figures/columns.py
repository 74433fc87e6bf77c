"""Observations as columns: the schema of a release's Parquet file, and the way there and back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from wijkpeil.errors import UserError
from wijkpeil.model.figures import Observation

DECIMALS = 12
DIGITS = 38
NUMBERS = ("value", "lower", "upper")
# Numbers stand twice: as a number to compute with, and as the digits that were printed, which say how it was rounded.
SCHEMA = pa.schema(
    [
        pa.field("release", pa.string(), nullable=False),
        pa.field("position", pa.int64(), nullable=False),
        pa.field("indicator", pa.string(), nullable=False),
        pa.field("area", pa.string(), nullable=False),
        pa.field("period", pa.string(), nullable=False),
        *(pa.field(name, pa.decimal128(DIGITS, DECIMALS)) for name in NUMBERS),
        *(pa.field(f"{name}_printed", pa.string()) for name in NUMBERS),
        pa.field("n", pa.int64()),
        pa.field("status", pa.string(), nullable=False),
        pa.field("lines", pa.string(), nullable=False),
    ]
)
READ = ("indicator", "area", "period", *(f"{name}_printed" for name in NUMBERS), "n", "status", "lines")
"""The columns that make up an observation, in the order that ``observation`` takes them."""


def table(release: str, observations: Sequence[Observation]) -> pa.Table:
    """Return the observations of ``release`` as an Arrow table, in their order.

    Raises:
        UserError: a number that is not finite, or has more than 12 decimals or 26 digits before the point.
    """
    plain = ("indicator", "area", "period", "n", "status", "lines")
    columns: dict[str, list[Any]] = {name: [getattr(row, name) for row in observations] for name in plain}
    columns["release"] = [release] * len(observations)
    columns["position"] = list(range(len(observations)))
    for name in NUMBERS:
        columns[name] = [_storable(row, getattr(row, name)) for row in observations]
        columns[f"{name}_printed"] = [None if number is None else str(number) for number in columns[name]]
    return pa.table([pa.array(columns[field.name], field.type) for field in SCHEMA], schema=SCHEMA)


def observation(row: Sequence[Any]) -> Observation:
    """Return the observation in a row of the columns ``READ``."""
    indicator, area, period, value, lower, upper, n, status, lines = row
    return Observation(
        indicator=indicator,
        area=area,
        period=period,
        value=_number(value),
        lower=_number(lower),
        upper=_number(upper),
        n=n,
        status=status,
        lines=lines,
    )


def _storable(row: Observation, number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    exponent = number.as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -DECIMALS and number.adjusted() < DIGITS - DECIMALS
    if not fits:
        where = f"{row.indicator}, area {row.area}, period {row.period or 'none'}"
        raise UserError(
            f"{where}: {number} cannot be stored. A figure has at most {DECIMALS} decimals and {DIGITS - DECIMALS} "
            "digits before the point."
        )
    return number


def _number(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
