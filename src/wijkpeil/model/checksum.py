"""The checksum of a release: the same observations give the same one, in whatever order and store they are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal

from wijkpeil.model.figures import Observation


def release_checksum(observations: Iterable[Observation]) -> str:
    """Return the SHA-256, hexadecimal, of the observations in canonical order.

    Each observation is one line of JSON with its fields in the order of the record and its numbers as the digits they
    were printed with; the lines are sorted and joined by line feeds.
    """
    lines = sorted(_line(observation) for observation in observations)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _line(row: Observation) -> str:
    numbers = (_digits(row.value), _digits(row.lower), _digits(row.upper))
    fields = [row.indicator, row.area, row.period, *numbers, row.n, row.status, row.lines]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
