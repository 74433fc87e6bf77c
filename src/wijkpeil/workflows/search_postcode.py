"""A postcode in what a resident types: alone, with its letters, or somewhere in an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?<![a-z\d])([1-9]\d{3})([\s-]*)(?:([a-z]{2})(?![a-z\d])|(?![a-z\d]))", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPostcode:
    """Four digits that may be a postcode."""

    code: str
    whole: bool
    """True where nothing else was typed."""
    lettered: bool
    """True where its two letters follow, so that it is no year and no count."""

    @property
    def certain(self) -> bool:
        """True where it can hardly be anything else."""
        return self.whole or self.lettered


def typed_postcode(query: str) -> TypedPostcode | None:
    """Find the postcode in a query: ``3081``, ``3081-ab``, ``Dorpsweg 12, 3082 AB``; one with letters comes first.

    Two letters that stand apart in the middle of a sentence can be a word (*in*, *en*): they count as those of a
    postcode in capitals, or at the end.
    """
    text = query.strip()
    found = [_typed(match, text) for match in _CODE.finditer(text)]
    return next((one for one in found if one.lettered), found[0] if found else None)


def _typed(match: re.Match[str], text: str) -> TypedPostcode:
    code, gap, letters = match.groups()
    return TypedPostcode(
        code=code,
        whole=match.span() == (0, len(text)),
        lettered=letters is not None and (not gap or letters.isupper() or match.end() == len(text)),
    )
