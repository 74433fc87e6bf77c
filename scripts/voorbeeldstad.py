"""Write programmes/voorbeeldstad: a city that does not exist, with figures that nobody measured.

    .venv/bin/python scripts/voorbeeldstad.py [FOLDER]

The same seed gives the same bytes. What is assumed is listed in docs/voorbeeldstad.md, and stands as named constants in
``voorbeeldstad_places``, ``voorbeeldstad_figures`` and ``voorbeeldstad_promises``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from voorbeeldstad_figures import releases
from voorbeeldstad_indicators import INDICATORS
from voorbeeldstad_indices import INDICES
from voorbeeldstad_places import AREAS, CITY, GROUPS, INFO, MEMBERSHIPS
from voorbeeldstad_promises import LEDGER

from wijkpeil.loading import definitions_hash, format_definitions, write_programme
from wijkpeil.model.indicators import Indicator
from wijkpeil.model.programme import Definitions, Programme, ReleasedFigures

FOLDER = Path(__file__).resolve().parents[1] / "programmes" / "voorbeeldstad"
MARK = b"# SIMULATED: a city that does not exist; made by scripts/voorbeeldstad.py, do not edit by hand.\n"


def definition_files(definitions: Definitions) -> dict[str, bytes]:
    """Return the definition files; a YAML file says in its first line that it is made up, a CSV file in its ids."""
    files = format_definitions(definitions)
    return {path: MARK + data if path.endswith(".yaml") else data for path, data in files.items()}


def with_city(indicators: Iterable[Indicator], last: ReleasedFigures) -> tuple[Indicator, ...]:
    """Give what stands on the board the city's own figure of its period, as a document would print it."""
    city = {(one.indicator, one.period): one.value for one in last.observations if one.area == CITY}
    return tuple(replace(one, city_value=city[one.id, one.period]) if one.border else one for one in indicators)


def write(folder: Path) -> None:
    """Write the whole programme folder."""
    figures = releases()
    indicators = with_city(INDICATORS, figures[-1])
    definitions = Definitions(
        info=INFO, areas=AREAS, groups=GROUPS, memberships=MEMBERSHIPS, indicators=indicators, indices=INDICES
    )
    files = definition_files(definitions)
    definitions = replace(definitions, hash=definitions_hash(files))
    write_programme(Programme(definitions=definitions, ledger=LEDGER, releases=figures), files, folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
