"""Who is to move a target: the measures that should move it, and the partners named with these."""

from __future__ import annotations

from collections.abc import Mapping

from wijkpeil.model.ledger import Measure, Target
from wijkpeil.model.programme import Ledger


def measures_for(ledger: Ledger) -> Mapping[str, tuple[Measure, ...]]:
    """Give the measures of each target by its id, in the order of the register; those of a whole serve its parts."""
    places = {one.id: place for place, one in enumerate(ledger.measures)}
    tied: dict[str, set[int]] = {}
    for one in ledger.expectations:
        if one.measure in places:
            tied.setdefault(one.target, set()).add(places[one.measure])
    direct = {target: [ledger.measures[place] for place in sorted(found)] for target, found in tied.items()}
    return {one.id: _of(one, direct) for one in ledger.targets}


def partners_for(measures: tuple[Measure, ...]) -> tuple[str, ...]:
    """Give the ids of the partners of some measures, each once, in order."""
    return tuple(dict.fromkeys(partner for one in measures for partner in one.partners))


def _of(target: Target, direct: Mapping[str, list[Measure]]) -> tuple[Measure, ...]:
    whole = direct.get(target.part_of, []) if target.part_of else []
    own = direct.get(target.id, [])
    return (*own, *(one for one in whole if one not in own))
